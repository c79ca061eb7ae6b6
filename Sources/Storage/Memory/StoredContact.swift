/// That a customer asked for attention: what stays of a ticket when it is over. One for each ticket.
public struct StoredContact: Equatable, Sendable {
  /// The ticket's number and id; the id is empty where the customer was erased.
  public var number: Int64
  public var ticket: String
  public var customer: String?
  public var topic: String?
  /// The id of the story that the ticket is about, as the request names it.
  public var story: String?
  public var channel: String?
  /// When the ticket was accepted, in seconds since 1970.
  public var at: Double
  /// Whether social signals gave the ticket points beyond the neutral ones.
  public var isLoud: Bool
  /// The ticket's state, as last known.
  public var state: TicketState
  /// What became of the matter, once somebody has said so.
  public var outcome: StoredOutcome?

  public init(
    number: Int64, ticket: String, customer: String?, topic: String?, story: String?, channel: String?, at: Double,
    isLoud: Bool, state: TicketState, outcome: StoredOutcome?
  ) {
    self.number = number
    self.ticket = ticket
    self.customer = customer
    self.topic = topic
    self.story = story
    self.channel = channel
    self.at = at
    self.isLoud = isLoud
    self.state = state
    self.outcome = outcome
  }
}
