/// What is known of all customers together.
public struct Population: Sendable {
  /// The distribution of lifetime values that a customer's own is ranked in; without it value counts as neutral.
  public var values: PopulationTable?
  /// Whether follower counts of zero are an outage's and so count as missing (see ``ZeroCountWindow``).
  public var zeroCountsAreMissing: Bool
  /// When there were such outages: follower counts of zero that were observed in one of them count as missing ever after.
  public var pastOutages: [ClosedRange<Instant>]

  /// The population that a policy's table describes, in a time without an outage unless told otherwise.
  public init(
    values: PopulationTable? = nil, zeroCountsAreMissing: Bool = false, pastOutages: [ClosedRange<Instant>] = []
  ) {
    self.values = values
    self.zeroCountsAreMissing = zeroCountsAreMissing
    self.pastOutages = pastOutages
  }
}
