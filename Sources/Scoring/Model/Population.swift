/// What is known of all customers together.
public struct Population: Sendable {
  /// The distribution of lifetime values that a customer's own is ranked in; without it value counts as neutral.
  public var values: PopulationTable?
  /// Whether follower counts of zero are an outage's and so count as missing (see ``ZeroCountWindow``).
  public var zeroCountsAreMissing: Bool

  /// The population that a policy's table describes, in a time without an outage unless told otherwise.
  public init(values: PopulationTable? = nil, zeroCountsAreMissing: Bool = false) {
    self.values = values
    self.zeroCountsAreMissing = zeroCountsAreMissing
  }
}
