/// What a column can tell of a customer.
///
/// The raw value is the field's name in mappings, and in the headings of files that need none.
enum ImportField: String, CaseIterable, Sendable {
  case id
  case lifetimeValue = "lifetime_value"
  case tenureDays = "tenure_days"
  /// A date, in place of `tenure_days`.
  case customerSince = "customer_since"
  case loyaltyLevel = "loyalty_level"
  /// As of when the profile is.
  case observedAt = "observed_at"
  case consent
  case purchaseCount = "purchases.count"
  case firstDaysAgo = "purchases.first_days_ago"
  /// A date, in place of `purchases.first_days_ago`.
  case firstDate = "purchases.first_date"
  case lastDaysAgo = "purchases.last_days_ago"
  /// A date, in place of `purchases.last_days_ago`.
  case lastDate = "purchases.last_date"
  case averageValue = "purchases.average_value"
  case marginPerYear = "subscription.margin_per_year"
  case retention = "subscription.retention"
  case foundedClaims = "conduct.founded_claims"
  case unfoundedClaims = "conduct.unfounded_claims"
  case abuse = "conduct.abuse"
  case companyFault = "conduct.company_fault"
  case declaredFollowers = "declared.followers"
  case declaredBy = "declared.by"
  case declaredAt = "declared.at"

  /// Where the field is in what `PUT /customers/{id}` takes, as a JSON Pointer.
  var pointer: String {
    switch self {
    case .id: "/id"
    case .consent: "/social/consent"
    case .declaredFollowers, .declaredBy, .declaredAt: "/social/" + rawValue.replacingDots
    case .customerSince: Self.tenureDays.pointer
    case .firstDate: Self.firstDaysAgo.pointer
    case .lastDate: Self.lastDaysAgo.pointer
    default: "/customer/" + rawValue.replacingDots
    }
  }
}

/// What a column can tell of a customer's account on a network.
enum AccountField: String, CaseIterable, Sendable {
  case network, handle, source, followers, following, posts, listed, topics
  case ageDays = "age_days"
  /// A date, in place of `age_days`.
  case createdAt = "created_at"
  case hasURL = "has_url"
  case hasBio = "has_bio"
  case engagers = "engagers_90d"
  case providerValue = "provider.value"
  case providerScale = "provider.scale"
  case observedAt = "observed_at"

  /// Where the field is in an account, as a JSON Pointer.
  var pointer: String { "/" + (self == .createdAt ? Self.ageDays.rawValue : rawValue).replacingDots }
}

extension String {
  /// A dotted name as the path of a JSON Pointer.
  fileprivate var replacingDots: String { split(separator: ".").joined(separator: "/") }
}
