/// The wait that was forecast when a ticket was enqueued, to be compared with what it became.
public struct StoredForecast: Equatable, Sendable {
  /// The median in seconds, `nil` where none could be given.
  public var p50Seconds: Double?
  /// The 90th percentile in seconds, `nil` where none could be given.
  public var p90Seconds: Double?
  /// Its position in the line, 1 for the next.
  public var position: Int?
  /// What it rests on: `queue`, `idle-agent`, `no-agent` or `promise-only`.
  public var basis: String

  public init(p50Seconds: Double?, p90Seconds: Double?, position: Int?, basis: String) {
    self.p50Seconds = p50Seconds
    self.p90Seconds = p90Seconds
    self.position = position
    self.basis = basis
  }
}
