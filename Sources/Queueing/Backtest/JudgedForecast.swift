/// A forecast and what came of it.
public struct JudgedForecast: Hashable, Sendable {
  /// When it was made, which is when the ticket arrived.
  public let time: Double
  public let tier: String
  /// What was forecast, in seconds.
  public let p50Seconds: Double
  public let p90Seconds: Double
  /// How long the ticket waited until an agent took it, in seconds.
  public let waitedSeconds: Double
}
