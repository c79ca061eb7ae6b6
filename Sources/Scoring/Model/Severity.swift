/// How bad the matter is for the customer, as the router or the agent judged it.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  case low, normal, high, critical

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  /// The place in the order: 0 for `low` to 3 for `critical`.
  public var rank: Int {
    switch self {
    case .low: 0
    case .normal: 1
    case .high: 2
    case .critical: 3
    }
  }
}
