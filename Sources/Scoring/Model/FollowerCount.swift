/// A follower count and when it was observed.
public struct FollowerCount: Equatable, Sendable {
  /// Followers, ≥ 0.
  public var followers: Int
  /// When they were counted.
  public var observedAt: Instant

  /// `followers` followers at `observedAt`.
  public init(followers: Int, observedAt: Instant) {
    self.followers = followers
    self.observedAt = observedAt
  }
}
