import RealModule

/// What is known of the arrivals in a lane.
struct LaneRates: Sendable {
  let lane: Lane
  /// The index of its desk.
  let desk: Int
  private(set) var recent = FadingCount()
  private(set) var profile = DayProfile()
  /// Head starts in seconds.
  private(set) var headStart = RunningMean()
  private(set) var lastArrival: Double

  init(lane: Lane, desk: Int, at now: Double) {
    self.lane = lane
    self.desk = desk
    lastArrival = now
  }

  mutating func arrived(headStartSeconds: Double, at now: Double, settings: ForecastSettings) {
    recent.advance(to: now, window: settings.arrivalWindowSeconds)
    recent.add()
    profile.arrived(at: now, gain: settings.profileGain)
    headStart.add(headStartSeconds, memory: settings.memoryTickets)
    lastArrival = now
  }

  /// The arrivals to expect from `now` on: the day's profile, times by how much the last half hour departed from it.
  ///
  /// Where the profile is unknown, as on the first day, the rate of the last half hour goes on.
  ///
  /// - Parameter start: When the estimators began to see arrivals.
  func outlook(at now: Double, since start: Double, settings: ForecastSettings) -> ArrivalOutlook {
    let window = settings.arrivalWindowSeconds
    // What a steady rate of one would have brought the count to by now.
    let exposure = max(window * (1 - .exp(-max(0, now - start) / window)), window / 10)
    let count = recent.value(at: now, window: window)
    var profile = profile
    profile.advance(to: now, gain: settings.profileGain)
    let known = ArrivalOutlook.knots.indices.dropFirst().map { index in
      profile.rate(from: now + ArrivalOutlook.knots[index - 1], to: now + ArrivalOutlook.knots[index])
    }
    let past = profile.rate(from: now - window, to: now)
    var factor = 1.0
    if let past, past > 0 { factor = (count + settings.pseudoArrivals) / (past * exposure + settings.pseudoArrivals) }
    let rates = known.map { rate in rate.map { $0 * factor } ?? count / exposure }
    let spread = (3 * headStart.variance).squareRoot()
    return ArrivalOutlook(
      rates: rates, leastHeadStart: max(0, headStart.mean - spread), greatestHeadStart: headStart.mean + spread)
  }
}
