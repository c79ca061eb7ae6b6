/// Where a factor's data came from.
public enum Source: String, CaseIterable, Sendable {
  /// Nothing was known: the policy's neutral value.
  case neutral
  /// The ticket itself.
  case ticket
  /// A watcher of ticket volumes.
  case watcher
  /// The customer's profile.
  case profile
  /// A prediction from the customer's purchases.
  case purchases
  /// A prediction from a subscriber's margin and retention.
  case subscription
  /// An agent's note of what the customer claimed.
  case declaration
  /// An observed account.
  case account
  /// A provider's influence number.
  case provider
  /// A public story.
  case story
}
