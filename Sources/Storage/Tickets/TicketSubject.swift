/// Whom and what a ticket is about, as far as the request says so.
public struct TicketSubject: Equatable, Sendable {
  /// The customer's id.
  public var customer: String?
  public var topic: String?
  /// The id of a story.
  public var story: String?
  public var channel: String?
  /// Whether social signals gave it points beyond the neutral ones.
  public var isLoud: Bool

  public init(
    customer: String? = nil, topic: String? = nil, story: String? = nil, channel: String? = nil, isLoud: Bool = false
  ) {
    self.customer = customer
    self.topic = topic
    self.story = story
    self.channel = channel
    self.isLoud = isLoud
  }
}
