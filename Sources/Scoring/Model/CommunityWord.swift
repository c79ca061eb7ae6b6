/// What a customer's community says of them: other members of a forum or marketplace. It may lower the social part of
/// a score towards that of a customer without social signals, and nothing else.
public struct CommunityWord: Equatable, Sendable {
  /// The customer's standing among the members, 0…1; nil where it is not known.
  public var reputation: Double?
  /// How often members flagged what the customer wrote, ≥ 0; nil where it is not known.
  public var flags: Int?

  /// A word of which nothing is known but what is given.
  @inlinable
  public init(reputation: Double? = nil, flags: Int? = nil) {
    self.reputation = reputation
    self.flags = flags
  }
}
