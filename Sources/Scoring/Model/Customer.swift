/// What the company knows of a customer: the CRM profile.
public struct Customer: Equatable, Sendable {
  /// The customer's lifetime value as the company computed it, in its own currency. Wins over the ways below.
  public var lifetimeValue: Double?
  /// The purchase history that a lifetime value can be predicted from.
  public var purchases: Purchases?
  /// Margin and retention of a subscriber, where no purchases are counted.
  public var subscription: Subscription?
  /// Days since the customer became one.
  public var tenureDays: Double?
  /// The loyalty programme's level, by a name that the policy lists.
  public var loyaltyLevel: String?
  /// The history of the customer's complaints.
  public var conduct: Conduct
  /// When the profile was read from the CRM; missing counts as just now.
  public var observedAt: Instant?

  /// A profile of which nothing is known but what is given.
  @inlinable
  public init(
    lifetimeValue: Double? = nil, purchases: Purchases? = nil, subscription: Subscription? = nil,
    tenureDays: Double? = nil, loyaltyLevel: String? = nil, conduct: Conduct = Conduct(), observedAt: Instant? = nil
  ) {
    self.lifetimeValue = lifetimeValue
    self.purchases = purchases
    self.subscription = subscription
    self.tenureDays = tenureDays
    self.loyaltyLevel = loyaltyLevel
    self.conduct = conduct
    self.observedAt = observedAt
  }
}
