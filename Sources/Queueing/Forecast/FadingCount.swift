import RealModule

/// A count in which what is older counts less: by a factor e for every window that has passed since.
///
/// At a steady rate it tends to rate · window, as would a count over the last window, but it needs no list of events.
struct FadingCount: Hashable, Sendable {
  /// The count as of ``time``, ≥ 0.
  private(set) var value = 0.0
  private var time: Double?

  /// Lets time pass. Time that runs backwards stands still.
  ///
  /// - Parameter rate: How much is added per second meanwhile.
  mutating func advance(to now: Double, window: Double, adding rate: Double = 0) {
    guard let time else {
      self.time = now
      return
    }
    guard now > time else { return }
    let kept = Double.exp(-(now - time) / window)
    value = value * kept + rate * window * (1 - kept)
    self.time = now
  }

  /// Counts something that happens at the time it stands at.
  mutating func add(_ amount: Double = 1) { value += amount }

  /// The count as of `now`.
  func value(at now: Double, window: Double, adding rate: Double = 0) -> Double {
    var copy = self
    copy.advance(to: now, window: window, adding: rate)
    return copy.value
  }
}
