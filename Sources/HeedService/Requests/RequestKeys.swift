import JSON

/// The members that an object of the request's schema may have.
protocol MemberKey: CaseIterable, RawRepresentable<String> {
  /// The table that finds them.
  static var keys: JSONKeys<Self> { get }
}

enum RequestKey: String, MemberKey {
  case ticket, customer, social
  static let keys = JSONKeys<Self>()
}

enum TicketKey: String, MemberKey {
  case id, channel, severity, topic, incident
  case openedAt = "opened_at"
  case unresolvedContacts = "unresolved_contacts"
  static let keys = JSONKeys<Self>()
}

enum IncidentKey: String, MemberKey {
  case probability
  case observedAt = "observed_at"
  static let keys = JSONKeys<Self>()
}

enum CustomerKey: String, MemberKey {
  case id, purchases, subscription, conduct
  case lifetimeValue = "lifetime_value"
  case tenureDays = "tenure_days"
  case loyaltyLevel = "loyalty_level"
  case observedAt = "observed_at"
  static let keys = JSONKeys<Self>()
}

enum PurchasesKey: String, MemberKey {
  case count
  case firstDaysAgo = "first_days_ago"
  case lastDaysAgo = "last_days_ago"
  case averageValue = "average_value"
  static let keys = JSONKeys<Self>()
}

enum SubscriptionKey: String, MemberKey {
  case retention
  case marginPerYear = "margin_per_year"
  static let keys = JSONKeys<Self>()
}

enum ConductKey: String, MemberKey {
  case abuse
  case foundedClaims = "founded_claims"
  case unfoundedClaims = "unfounded_claims"
  case companyFault = "company_fault"
  static let keys = JSONKeys<Self>()
}

enum SocialKey: String, MemberKey {
  case consent, declared, accounts, story
  static let keys = JSONKeys<Self>()
}

enum DeclarationKey: String, MemberKey {
  case followers, by, at
  static let keys = JSONKeys<Self>()
}

enum AccountKey: String, MemberKey {
  case network, followers, following, posts, listed, topics, provider, previous
  case ageDays = "age_days"
  case hasURL = "has_url"
  case hasBio = "has_bio"
  case engagers = "engagers_90d"
  case observedAt = "observed_at"
  static let keys = JSONKeys<Self>()
}

enum ProviderKey: String, MemberKey {
  case value, scale
  static let keys = JSONKeys<Self>()
}

enum FollowerCountKey: String, MemberKey {
  case followers
  case observedAt = "observed_at"
  static let keys = JSONKeys<Self>()
}

enum StoryKey: String, MemberKey {
  case sharers, shares
  case growthProbability = "growth_probability"
  case observedAt = "observed_at"
  case postedAt = "posted_at"
  static let keys = JSONKeys<Self>()
}

enum ShareKey: String, MemberKey {
  case at, sharer, authentic
  static let keys = JSONKeys<Self>()
}
