public import Queueing

/// What estimators learn from a ticket that an agent took. Times are seconds since 1970.
public struct ServedTicket: Equatable, Sendable {
  public var number: Int64
  public var lane: Lane
  public var arrivedAt: Double
  /// What was forecast when it was enqueued.
  public var forecast: StoredForecast
  public var agent: String
  /// When its wait ended.
  public var leasedAt: Double
  /// When it was done; `nil` while the agent works on it.
  public var finishedAt: Double?
  /// How often it was leased, 1 or more.
  public var attempts: Int

  public init(
    number: Int64, lane: Lane, arrivedAt: Double, forecast: StoredForecast, agent: String, leasedAt: Double,
    finishedAt: Double?, attempts: Int
  ) {
    self.number = number
    self.lane = lane
    self.arrivedAt = arrivedAt
    self.forecast = forecast
    self.agent = agent
    self.leasedAt = leasedAt
    self.finishedAt = finishedAt
    self.attempts = attempts
  }
}
