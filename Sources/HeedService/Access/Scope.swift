/// What an API key allows.
public enum Scope: String, CaseIterable, Sendable {
  /// Scoring tickets, one by one and in batches.
  case score
  /// The waiting line: tickets, claims, agents.
  case queue
  /// Profiles and signals of customers.
  case customers
  /// Public stories and their shares.
  case stories
  /// Health and metrics.
  case metrics
  /// Everything.
  case admin
}
