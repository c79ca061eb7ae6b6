/// A message to be sent to another system, as it is put into the outbox.
public struct NewMessage: Equatable, Sendable {
  /// What the receiver tells repetitions by; no other stored message has it.
  public var id: String
  /// Whom it is for, by the name that the configuration gives.
  public var target: String
  /// The id of the ticket that it is about: messages on one ticket to one target are sent in their order.
  public var ticket: String
  /// Whom the ticket is from, if known: the message goes when the customer is erased.
  public var customer: String?
  /// What is to be said, in a form that only the sender knows.
  public var payload: [UInt8]
  /// When it came to be, in seconds since 1970. It is due from then on.
  public var createdAt: Double

  public init(id: String, target: String, ticket: String, customer: String?, payload: [UInt8], createdAt: Double) {
    self.id = id
    self.target = target
    self.ticket = ticket
    self.customer = customer
    self.payload = payload
    self.createdAt = createdAt
  }
}
