/// Where a ticket stands in the line. Times are seconds since 1970, or since any other moment that all agree on.
public struct Place: Hashable, Sendable {
  /// Its lane.
  public let lane: Lane
  /// When it arrived, less its head start: within the lane the least comes first.
  public let key: Double
  /// The order in which tickets were accepted, which decides between equal keys and equal urgencies.
  public let number: Int64

  public init(lane: Lane, key: Double, number: Int64) {
    self.lane = lane
    self.key = key
    self.number = number
  }

  /// (time waited + head start) / promise: the share of the promise that is used up. Whoever has the greatest is next.
  public func urgency(at now: Double) -> Double {
    (now - key) / lane.promiseSeconds
  }

  /// Whether it comes before `other` at the time `now`.
  public func isAhead(of other: Place, at now: Double) -> Bool {
    let (mine, theirs) = (urgency(at: now), other.urgency(at: now))
    return mine == theirs ? number < other.number : mine > theirs
  }
}
