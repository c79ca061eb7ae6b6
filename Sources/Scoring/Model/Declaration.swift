/// Influence that a customer claimed, noted by an agent on the spot.
public struct Declaration: Equatable, Sendable {
  /// The claimed number of followers, ≥ 0.
  public var followers: Int
  /// Who noted it.
  public var by: String?
  /// When it was noted; missing counts as just now.
  public var at: Instant?

  /// A claim of `followers` followers.
  @inlinable
  public init(followers: Int, by: String? = nil, at: Instant? = nil) {
    self.followers = followers
    self.by = by
    self.at = at
  }
}
