/// One mistake in a policy.
public struct PolicyProblem: Equatable, Sendable {
  /// Where it is, as keys and indices: `tiers[1].from`.
  public var field: String
  /// What stands there.
  public var found: String
  /// What was expected.
  public var expected: String

  /// A mistake at `field`.
  public init(field: String, found: String, expected: String) {
    self.field = field
    self.found = found
    self.expected = expected
  }
}
