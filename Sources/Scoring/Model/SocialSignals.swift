/// What the public says of and through the customer.
public struct SocialSignals: Equatable, Sendable {
  /// Whether the customer consented to the use of social signals; the policy says what a missing answer means.
  public var consent: Bool?
  /// Influence that surfaced in a conversation and that an agent noted.
  public var declared: Declaration?
  /// The customer's observed accounts.
  public var accounts: [Account]
  /// The public post that the ticket is about.
  public var story: Story?
  /// What the customer's community says of them.
  public var community: CommunityWord?

  /// No signals but what is given.
  @inlinable
  public init(
    consent: Bool? = nil, declared: Declaration? = nil, accounts: [Account] = [], story: Story? = nil,
    community: CommunityWord? = nil
  ) {
    self.consent = consent
    self.declared = declared
    self.accounts = accounts
    self.story = story
    self.community = community
  }
}
