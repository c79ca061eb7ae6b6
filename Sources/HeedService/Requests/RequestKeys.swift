import JSON

/// The tables that find the members which the objects of the request's schema may have.
struct RequestKeys: Sendable {
  let request = JSONKeys<RequestKey>()
  let profile = JSONKeys<ProfileKey>()
  let ticket = JSONKeys<TicketKey>()
  let incident = JSONKeys<IncidentKey>()
  let customer = JSONKeys<CustomerKey>()
  let purchases = JSONKeys<PurchasesKey>()
  let subscription = JSONKeys<SubscriptionKey>()
  let conduct = JSONKeys<ConductKey>()
  let social = JSONKeys<SocialKey>()
  let declaration = JSONKeys<DeclarationKey>()
  let account = JSONKeys<AccountKey>()
  let provider = JSONKeys<ProviderKey>()
  let followerCount = JSONKeys<FollowerCountKey>()
  let story = JSONKeys<StoryKey>()
  let share = JSONKeys<ShareKey>()
  let community = JSONKeys<CommunityKey>()

  /// Made once, as the tables are never freed. To be fetched once as well: what is global is asked for with a call.
  static let tables = RequestKeys()

  private init() {}
}

enum RequestKey: String, CaseIterable {
  case ticket, customer, social
}

/// What is stored of a customer beside identities: the request without its ticket.
enum ProfileKey: String, CaseIterable {
  case customer, social, identities
}

enum TicketKey: String, CaseIterable {
  case id, channel, severity, topic, incident
  case openedAt = "opened_at"
  case unresolvedContacts = "unresolved_contacts"
}

enum IncidentKey: String, CaseIterable {
  case probability
  case observedAt = "observed_at"
}

enum CustomerKey: String, CaseIterable {
  case id, identity, purchases, subscription, conduct
  case lifetimeValue = "lifetime_value"
  case tenureDays = "tenure_days"
  case loyaltyLevel = "loyalty_level"
  case observedAt = "observed_at"
}

enum PurchasesKey: String, CaseIterable {
  case count
  case firstDaysAgo = "first_days_ago"
  case lastDaysAgo = "last_days_ago"
  case averageValue = "average_value"
}

enum SubscriptionKey: String, CaseIterable {
  case retention
  case marginPerYear = "margin_per_year"
}

enum ConductKey: String, CaseIterable {
  case abuse
  case foundedClaims = "founded_claims"
  case unfoundedClaims = "unfounded_claims"
  case companyFault = "company_fault"
}

enum SocialKey: String, CaseIterable {
  case consent, declared, accounts, story, community
}

enum DeclarationKey: String, CaseIterable {
  case followers, by, at
}

enum AccountKey: String, CaseIterable {
  case network, handle, source, followers, following, posts, listed, topics, provider, previous
  case ageDays = "age_days"
  case hasURL = "has_url"
  case hasBio = "has_bio"
  case engagers = "engagers_90d"
  case observedAt = "observed_at"
}

enum ProviderKey: String, CaseIterable {
  case value, scale
}

enum FollowerCountKey: String, CaseIterable {
  case followers
  case observedAt = "observed_at"
}

enum StoryKey: String, CaseIterable {
  case id, sharers, shares
  case growthProbability = "growth_probability"
  case observedAt = "observed_at"
  case postedAt = "posted_at"
}

enum ShareKey: String, CaseIterable {
  case at, sharer, authentic
}

enum CommunityKey: String, CaseIterable {
  case reputation, flags
}
