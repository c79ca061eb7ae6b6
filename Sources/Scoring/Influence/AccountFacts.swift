/// What is known of a public account, other than its followers.
public struct AccountFacts: Sendable, Equatable {
  /// Posts it has written, zero or more; `nil` when unknown.
  public var posts: Int?
  /// Accounts it follows, zero or more; `nil` when unknown.
  public var following: Int?
  /// Days since it was opened, zero or more; `nil` when unknown.
  public var ageDays: Double?
  /// Public lists that others put it on, zero or more; `nil` when unknown or when the network has none.
  public var listed: Int?
  /// Whether its profile has a web address; `nil` when unknown.
  public var hasURL: Bool?
  /// Whether its profile has a description; `nil` when unknown.
  public var hasBio: Bool?

  /// Creates a record; what is left out is unknown.
  @inlinable
  public init(
    posts: Int? = nil, following: Int? = nil, ageDays: Double? = nil, listed: Int? = nil, hasURL: Bool? = nil,
    hasBio: Bool? = nil
  ) {
    self.posts = posts
    self.following = following
    self.ageDays = ageDays
    self.listed = listed
    self.hasURL = hasURL
    self.hasBio = hasBio
  }
}
