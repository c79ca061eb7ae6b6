/// What is wrong with a scenario.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which part of the scenario, such as `tiers[2].promise`.
  public let field: String
  /// What it should be.
  public let expected: String

  public var description: String { "\(field) takes \(expected)" }
}
