/// What was observed of one of the customer's accounts on a social network.
public struct Account: Equatable, Sendable {
  /// The network's name in lower case, which picks the calibration of authenticity.
  public var network: String?
  /// Followers, ≥ 0.
  public var followers: Int?
  /// Distinct authentic accounts that engaged in the last 90 days, ≥ 0.
  public var engagers: Int?
  /// The profile facts that authenticity is judged by.
  public var profile: AccountFacts
  /// What the account is about, each with a weight 0…1.
  public var topics: [TopicWeight]
  /// An influence number by a provider, which stands in for a missing follower count.
  public var provider: ProviderScore?
  /// The follower count of an earlier observation, for the guard against overnight jumps.
  public var previous: FollowerCount?
  /// When the account was observed; missing counts as just now.
  public var observedAt: Instant?

  /// An account of which nothing is known but what is given.
  @inlinable
  public init(
    network: String? = nil, followers: Int? = nil, engagers: Int? = nil,
    profile: AccountFacts = AccountFacts(), topics: [TopicWeight] = [], provider: ProviderScore? = nil,
    previous: FollowerCount? = nil, observedAt: Instant? = nil
  ) {
    self.network = network
    self.followers = followers
    self.engagers = engagers
    self.profile = profile
    self.topics = topics
    self.provider = provider
    self.previous = previous
    self.observedAt = observedAt
  }
}
