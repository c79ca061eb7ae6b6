import Foundation

extension ScoreRequest {
  /// The customer's profile.
  struct Customer: Decodable, Sendable {
    var id: String?
    var lifetimeValue: Double?
    var purchases: Purchases?
    var subscription: Subscription?
    var tenureDays: Double?
    var loyaltyLevel: String?
    var conduct: Conduct?
    var observedAt: Date?

    enum CodingKeys: String, CodingKey {
      case id, purchases, subscription, conduct
      case lifetimeValue = "lifetime_value"
      case tenureDays = "tenure_days"
      case loyaltyLevel = "loyalty_level"
      case observedAt = "observed_at"
    }
  }

  /// A purchase history.
  struct Purchases: Decodable, Sendable {
    var count: Int
    var firstDaysAgo: Double
    var lastDaysAgo: Double?
    var averageValue: Double?

    enum CodingKeys: String, CodingKey {
      case count
      case firstDaysAgo = "first_days_ago"
      case lastDaysAgo = "last_days_ago"
      case averageValue = "average_value"
    }
  }

  /// What is known of a customer who pays by the period.
  struct Subscription: Decodable, Sendable {
    var marginPerYear: Double
    var retention: Double

    enum CodingKeys: String, CodingKey {
      case retention
      case marginPerYear = "margin_per_year"
    }
  }

  /// The history of complaints.
  struct Conduct: Decodable, Sendable {
    var foundedClaims: Int?
    var unfoundedClaims: Int?
    var abuse: Bool?
    var companyFault: Bool?

    enum CodingKeys: String, CodingKey {
      case abuse
      case foundedClaims = "founded_claims"
      case unfoundedClaims = "unfounded_claims"
      case companyFault = "company_fault"
    }
  }
}
