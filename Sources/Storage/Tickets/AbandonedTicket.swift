public import Queueing

/// What estimators learn from a ticket that was given up. Times are seconds since 1970.
public struct AbandonedTicket: Equatable, Sendable {
  public var number: Int64
  public var lane: Lane
  public var arrivedAt: Double
  public var abandonedAt: Double

  public init(number: Int64, lane: Lane, arrivedAt: Double, abandonedAt: Double) {
    self.number = number
    self.lane = lane
    self.arrivedAt = arrivedAt
    self.abandonedAt = abandonedAt
  }
}
