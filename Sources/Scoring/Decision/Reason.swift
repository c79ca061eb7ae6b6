/// Why a factor has its points: what a sentence needs. Whoever shows a decision words it.
public enum Reason: Equatable, Sendable {
  /// Nothing is known, and the factor counts its neutral value.
  case neutral(Factor)
  /// Influence is known, but the policy's phase does not count it.
  case ignored
  case severity(Severity)
  /// Earlier unresolved contacts.
  case repeatContacts(Int)
  /// The probability (0…1) that the topic is surging.
  case incident(probability: Double)
  /// The lifetime value's percentile (0…1), and the value.
  case value(percentile: Double, amount: Double)
  /// The tenure in days and whether the level is known.
  case loyalty(tenureDays: Double?, levelIsKnown: Bool)
  /// Followers that were declared.
  case declaredFollowers(Int)
  /// Followers of all accounts together.
  case countedFollowers(Int)
  /// Followers of the account that counts most, how many of them it reaches, and what weighs that (0…1).
  case weighed(followers: Int, reach: Double, authenticity: Double, relevance: Double)
  /// A provider's number as a share (0…1) of its scale, and what weighs that (0…1).
  case provider(share: Double, authenticity: Double, relevance: Double)
  /// A provider's number as a share (0…1) of its scale, not weighed.
  case providerAlone(share: Double)
  /// The probability (0…1) that a story grows, and its sharers.
  case story(growthProbability: Double, sharers: Int)
}
