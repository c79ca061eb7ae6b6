/// The fields of a request of Heed's that a mapping can fill, by their places in it.
public enum HookField: String, CaseIterable, Sendable {
  // In the order in which they are written, those of an object side by side.
  case ticketID = "ticket.id"
  case channel = "ticket.channel"
  case severity = "ticket.severity"
  case topic = "ticket.topic"
  case openedAt = "ticket.opened_at"
  case unresolvedContacts = "ticket.unresolved_contacts"
  case customerID = "customer.id"
  case identity = "customer.identity"
  case lifetimeValue = "customer.lifetime_value"
  case tenureDays = "customer.tenure_days"
  case loyaltyLevel = "customer.loyalty_level"
  case customerObservedAt = "customer.observed_at"
  case purchaseCount = "customer.purchases.count"
  case firstDaysAgo = "customer.purchases.first_days_ago"
  case lastDaysAgo = "customer.purchases.last_days_ago"
  case averageValue = "customer.purchases.average_value"
  case marginPerYear = "customer.subscription.margin_per_year"
  case retention = "customer.subscription.retention"
  case foundedClaims = "customer.conduct.founded_claims"
  case unfoundedClaims = "customer.conduct.unfounded_claims"
  case abuse = "customer.conduct.abuse"
  case companyFault = "customer.conduct.company_fault"
  case consent = "social.consent"
  case declaredFollowers = "social.declared.followers"
  case declaredBy = "social.declared.by"
  case declaredAt = "social.declared.at"
  case storyID = "social.story.id"
  case reputation = "social.community.reputation"
  case communityFlags = "social.community.flags"

  /// What the field takes; the ranges are those of the contract.
  var kind: HookFieldKind {
    switch self {
    case .ticketID, .channel, .topic, .customerID, .loyaltyLevel, .declaredBy, .storyID: .name
    case .severity: .severity
    case .identity: .identity
    case .openedAt, .customerObservedAt, .declaredAt: .time
    case .abuse, .companyFault, .consent: .bool
    case .unresolvedContacts: .integer(0...10_000)
    case .purchaseCount, .foundedClaims, .unfoundedClaims: .integer(0...1_000_000)
    case .declaredFollowers, .communityFlags: .integer(0...HookFieldKind.mostFollowers)
    case .lifetimeValue, .marginPerYear: .number(-1e12...1e12)
    case .averageValue: .number(0...1e12)
    case .tenureDays, .firstDaysAgo, .lastDaysAgo: .number(0...HookFieldKind.mostDays)
    case .retention, .reputation: .number(0...1)
    }
  }
}
