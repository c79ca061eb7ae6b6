/// A follower count in the history of an account.
public struct ObservedCount: Equatable, Sendable {
  public var network: String
  public var handle: String
  public var followers: Int
  /// When it was observed, in seconds since 1970.
  public var observedAt: Double
  /// Who observed it.
  public var source: String?

  public init(network: String, handle: String, followers: Int, observedAt: Double, source: String?) {
    self.network = network
    self.handle = handle
    self.followers = followers
    self.observedAt = observedAt
    self.source = source
  }
}
