import Foundation

extension ScoreRequest {
  /// The social signals.
  struct Social: Decodable, Sendable {
    var consent: Bool?
    var declared: Declaration?
    var accounts: [Account]?
    var story: Story?
  }

  /// Influence that an agent noted.
  struct Declaration: Decodable, Sendable {
    var followers: Int
    var by: String?
    var at: Date?
  }

  /// An observed account.
  struct Account: Decodable, Sendable {
    var network: String?
    var followers: Int?
    var following: Int?
    var posts: Int?
    var listed: Int?
    var ageDays: Double?
    var hasURL: Bool?
    var hasBio: Bool?
    var engagers: Int?
    var topics: [String: Double]?
    var provider: Provider?
    var previous: FollowerCount?
    var observedAt: Date?

    enum CodingKeys: String, CodingKey {
      case network, followers, following, posts, listed, topics, provider, previous
      case ageDays = "age_days"
      case hasURL = "has_url"
      case hasBio = "has_bio"
      case engagers = "engagers_90d"
      case observedAt = "observed_at"
    }
  }

  /// An influence number by a provider.
  struct Provider: Decodable, Sendable {
    var value: Double
    var scale: Double
  }

  /// A follower count of an earlier observation.
  struct FollowerCount: Decodable, Sendable {
    var followers: Int
    var observedAt: Date

    enum CodingKeys: String, CodingKey {
      case followers
      case observedAt = "observed_at"
    }
  }

  /// A public story: an estimate, or the shares themselves.
  struct Story: Decodable, Sendable {
    var growthProbability: Double?
    var sharers: Int?
    var observedAt: Date?
    var postedAt: Date?
    var shares: [Share]?

    enum CodingKeys: String, CodingKey {
      case sharers, shares
      case growthProbability = "growth_probability"
      case observedAt = "observed_at"
      case postedAt = "posted_at"
    }
  }

  /// One share of a story.
  struct Share: Decodable, Sendable {
    var at: Date
    var sharer: String?
    var authentic: Bool?
  }
}
