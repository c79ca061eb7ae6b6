/// Learns from what happens at the queue all that a forecast needs: how fast agents take tickets, how many arrive, how
/// many give up, how long tickets take, and how earlier forecasts fared.
///
/// Whoever owns it calls it in the order of events. It needs a fixed amount of memory a lane and a desk, whatever the
/// number of tickets. Times are seconds, from any zero; time that runs backwards stands still.
public struct RateEstimators: Sendable {
  /// Lanes and desks beyond these numbers make room by forgetting those that nothing was heard of for longest.
  static let laneLimit = 512

  /// The settings it was made with.
  public let settings: ForecastSettings
  var desks: [DeskRates] = []
  var deskIndex: [String: Int] = [:]
  var lanes: [LaneRates] = []
  var laneIndex: [Lane: Int] = [:]
  var tiers: [String: TierRates] = [:]
  /// When the first event was.
  var start: Double?

  public init(settings: ForecastSettings = ForecastSettings()) {
    precondition(
      settings.handlingSeconds > 0 && settings.handlingPseudoTickets > 0 && settings.memoryTickets >= 1
        && settings.windowSeconds > 0 && settings.pseudoStarts > 0 && settings.arrivalWindowSeconds > 0
        && settings.pseudoArrivals > 0 && (0...1).contains(settings.profileGain) && settings.patienceSeconds > 0
        && settings.calibrationStep >= 0, "settings within their documented ranges")
    self.settings = settings
  }

  /// A ticket joined the line.
  public mutating func arrived(lane: Lane, headStartSeconds: Double, at now: Double) {
    let index = index(of: lane, at: now)
    lanes[index].arrived(headStartSeconds: headStartSeconds, at: now, settings: settings)
    desks[lanes[index].desk].wait(1, at: now, settings: settings)
  }

  /// Tickets were found waiting when the service started: they arrived long ago, and say nothing of today's arrivals.
  public mutating func restored(lane: Lane, count: Int, at now: Double) {
    precondition(count >= 0, "a count")
    desks[lanes[index(of: lane, at: now)].desk].wait(count, at: now, settings: settings)
  }

  /// A ticket left one lane for another while it waited.
  public mutating func moved(from old: Lane, to new: Lane, at now: Double) {
    let (one, other) = (index(of: old, at: now), index(of: new, at: now))
    desks[lanes[one].desk].wait(-1, at: now, settings: settings)
    desks[lanes[other].desk].wait(1, at: now, settings: settings)
  }

  /// An agent took a ticket.
  ///
  /// - Parameter queueExisted: Whether it was waiting, rather than taken by a free agent as it came. Only such starts
  ///   tell how fast agents can take tickets.
  public mutating func started(lane: Lane, waitedSeconds: Double, queueExisted: Bool, at now: Double) {
    let desk = lanes[index(of: lane, at: now)].desk
    for index in desks.indices where desks[index].waiting > 0 && (index != desk || queueExisted) {
      desks[index].started(desk: desk, at: now, settings: settings)
    }
    desks[desk].wait(-1, at: now, settings: settings)
    desks[desk].left(after: waitedSeconds, abandoned: false, settings: settings)
  }

  /// An agent has finished with a ticket.
  public mutating func completed(desk: String, handlingSeconds: Double, at now: Double) {
    let index = index(ofDesk: desk, at: now)
    desks[index].completed(handlingSeconds: handlingSeconds, at: now, settings: settings)
  }

  /// A customer gave up waiting.
  public mutating func abandoned(lane: Lane, waitedSeconds: Double, at now: Double) {
    let desk = lanes[index(of: lane, at: now)].desk
    desks[desk].wait(-1, at: now, settings: settings)
    desks[desk].left(after: waitedSeconds, abandoned: true, settings: settings)
  }

  /// A ticket that had been forecast a wait was taken by an agent. It sets right the forecasts of its tier to come.
  ///
  /// Forecasts of no wait at all, because an agent was free, are no part of that.
  public mutating func forecastCameTrue(lane: Lane, forecast: Forecast, waitedSeconds: Double, at now: Double) {
    guard forecast.p90Seconds > 0 else { return }
    tiers[lane.tier, default: TierRates()].cameTrue(forecast, waitedSeconds: waitedSeconds, settings: settings)
  }
}

extension RateEstimators {
  private mutating func index(of lane: Lane, at now: Double) -> Int {
    if start == nil { start = now }
    if let index = laneIndex[lane] { return index }
    if lanes.count >= Self.laneLimit { forgetOldestLane() }
    let desk = index(ofDesk: lane.desk, at: now)
    lanes.append(LaneRates(lane: lane, desk: desk, at: now))
    laneIndex[lane] = lanes.count - 1
    return lanes.count - 1
  }

  private mutating func index(ofDesk desk: String, at now: Double) -> Int {
    if let index = deskIndex[desk] { return index }
    desks.append(DeskRates(desk: desk, settings: settings, at: now))
    deskIndex[desk] = desks.count - 1
    return desks.count - 1
  }

  private mutating func forgetOldestLane() {
    guard let oldest = lanes.indices.min(by: { lanes[$0].lastArrival < lanes[$1].lastArrival }) else { return }
    laneIndex[lanes[oldest].lane] = nil
    let last = lanes.removeLast()
    if oldest < lanes.count {
      lanes[oldest] = last
      laneIndex[last.lane] = oldest
    }
  }
}
