/// How the policy treats influence.
public enum Phase: String, CaseIterable, Sendable {
  /// Influence counts for nobody.
  case ignore
  /// Influence counts where it surfaced and an agent noted it.
  case declared
  /// Followers are counted, and nothing else.
  case absolute
  /// Influence is weighed: by reach, authenticity and relevance to the company's market.
  case relative

  @inlinable
  var index: Int {
    switch self {
    case .ignore: 0
    case .declared: 1
    case .absolute: 2
    case .relative: 3
    }
  }
}
