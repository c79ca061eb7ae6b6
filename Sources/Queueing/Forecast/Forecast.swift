/// The predicted wait of a ticket from now on, in seconds.
public struct Forecast: Hashable, Sendable {
  /// The median: as many tickets wait longer as less. It is the wait to suggest. ≥ 0.
  public let p50Seconds: Double
  /// What nine of ten tickets do not exceed, ≥ ``p50Seconds``.
  public let p90Seconds: Double
  /// Where the ticket stands now among those of its own desk: 1 is the next to be served.
  public let position: Int

  public init(p50Seconds: Double, p90Seconds: Double, position: Int) {
    precondition(p50Seconds >= 0 && p90Seconds >= p50Seconds, "quantiles are times in order")
    precondition(position >= 1, "the first position is 1")
    self.p50Seconds = p50Seconds
    self.p90Seconds = p90Seconds
    self.position = position
  }
}
