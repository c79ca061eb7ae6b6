/// What a column can tell of a customer.
///
/// Their numbers are places in a list: a row asks for each of them.
enum ImportField: Int, CaseIterable, Sendable {
  case id
  case lifetimeValue
  case tenureDays
  /// A date, in place of `tenure_days`.
  case customerSince
  case loyaltyLevel
  /// As of when the profile is.
  case observedAt
  case consent
  case purchaseCount
  case firstDaysAgo
  /// A date, in place of `purchases.first_days_ago`.
  case firstDate
  case lastDaysAgo
  /// A date, in place of `purchases.last_days_ago`.
  case lastDate
  case averageValue
  case marginPerYear
  case retention
  case foundedClaims
  case unfoundedClaims
  case abuse
  case companyFault
  case declaredFollowers
  case declaredBy
  case declaredAt

  /// The field's name in mappings, and in the headings of files that need none.
  var name: String {
    switch self {
    case .id: "id"
    case .lifetimeValue: "lifetime_value"
    case .tenureDays: "tenure_days"
    case .customerSince: "customer_since"
    case .loyaltyLevel: "loyalty_level"
    case .observedAt: "observed_at"
    case .consent: "consent"
    case .purchaseCount: "purchases.count"
    case .firstDaysAgo: "purchases.first_days_ago"
    case .firstDate: "purchases.first_date"
    case .lastDaysAgo: "purchases.last_days_ago"
    case .lastDate: "purchases.last_date"
    case .averageValue: "purchases.average_value"
    case .marginPerYear: "subscription.margin_per_year"
    case .retention: "subscription.retention"
    case .foundedClaims: "conduct.founded_claims"
    case .unfoundedClaims: "conduct.unfounded_claims"
    case .abuse: "conduct.abuse"
    case .companyFault: "conduct.company_fault"
    case .declaredFollowers: "declared.followers"
    case .declaredBy: "declared.by"
    case .declaredAt: "declared.at"
    }
  }

  init?(name: String) {
    guard let field = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = field
  }

  /// Where the field is in what `PUT /customers/{id}` takes, as a JSON Pointer.
  var pointer: String {
    switch self {
    case .id: "/id"
    case .consent: "/social/consent"
    case .declaredFollowers, .declaredBy, .declaredAt: "/social/" + name.replacingDots
    case .customerSince: Self.tenureDays.pointer
    case .firstDate: Self.firstDaysAgo.pointer
    case .lastDate: Self.lastDaysAgo.pointer
    default: "/customer/" + name.replacingDots
    }
  }
}

extension String {
  /// A dotted name as the path of a JSON Pointer.
  var replacingDots: String { split(separator: ".").joined(separator: "/") }
}
