/// The signal (0…1) of each severity; not falling from low to critical.
public struct SeverityLevels: Equatable, Sendable {
  public var low = 0.1
  public var normal = 0.3
  public var high = 0.65
  public var critical = 1.0

  /// The default levels.
  public init() {}

  /// The signal of `severity`.
  public subscript(severity: Severity) -> Double {
    switch severity {
    case .low: low
    case .normal: normal
    case .high: high
    case .critical: critical
    }
  }
}
