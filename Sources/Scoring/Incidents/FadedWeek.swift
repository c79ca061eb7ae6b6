import RealModule

/// How many average hours of traffic a memory that fades exponentially still holds, where every week is like the
/// last: A(t) = ∫ m(s)·e^{−(t−s)/w} ds over all s ≤ t, with m the week profile.
///
/// In steady state the whole past is one geometric series of weeks, so 168 numbers answer for any time.
struct FadedWeek: Equatable, Sendable {
  /// w, in hours.
  let memory: Double
  /// A at the start of each hour of the week.
  private var atStart: [Double]

  /// - Parameters:
  ///   - memory: w, in hours, above zero.
  ///   - profile: m of each hour of the week.
  init(memory: Double, profile: [Double]) {
    self.memory = memory
    let kept = Double.exp(-1 / memory)
    let gained = -memory * .expMinusOne(-1 / memory)
    let ofOneWeek = profile.reduce(0) { $0 * kept + $1 * gained }
    var value = ofOneWeek / -Double.expMinusOne(-Double(WeekTime.slots) / memory)
    atStart = []
    atStart.reserveCapacity(profile.count)
    for level in profile {
      atStart.append(value)
      value = value * kept + level * gained
    }
  }

  /// How much of tickets that came evenly over some hours (above 0) up to now is still held, 0…1.
  func kept(over hours: Double) -> Double { -Double.expMinusOne(-hours / memory) * memory / hours }

  /// A(t), in average hours, for `profile` as in the initialiser.
  func value(at time: WeekTime, profile: [Double]) -> Double {
    let kept = Double.exp(-time.passed / memory)
    return atStart[time.slot] * kept + profile[time.slot] * memory * (1 - kept)
  }

  /// The part of A(`end`) that came since `start`.
  func value(from start: Double, to end: Double, profile: [Double]) -> Double {
    guard end > start else { return 0 }
    let faded = Double.exp((start - end) / (3600 * memory))
    let late = value(at: WeekTime(end), profile: profile)
    return max(0, late - value(at: WeekTime(start), profile: profile) * faded)
  }
}
