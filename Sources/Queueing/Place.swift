/// Where a ticket stands in the line. Times are seconds since 1970, or since any other moment that all agree on.
public struct Place: Hashable, Sendable {
  /// Its lane.
  public let lane: Lane
  /// When it arrived, less its head start: within the lane the least comes first.
  public let key: Double
  /// The order in which tickets were accepted, which decides between equal keys.
  public let number: Int64

  public init(lane: Lane, key: Double, number: Int64) {
    self.lane = lane
    self.key = key
    self.number = number
  }

  /// (time waited + head start) / promise: the share of the promise that is used up. Whoever has the greatest is next.
  public func urgency(at now: Double) -> Double {
    Line.Cursor(self, at: now).urgency
  }

  /// Whether it comes before `other` at the time `now`: by urgency, then by key, then by number.
  ///
  /// Between equal urgencies the key decides, so that the order within a lane holds where rounding makes urgencies equal.
  public func isAhead(of other: Place, at now: Double) -> Bool {
    Line.Cursor(self, at: now).isAhead(of: Line.Cursor(other, at: now))
  }
}
