/// What a caller tells of a ticket, its customer and the public's view: the input of ``score(_:policy:population:now:)``.
public struct Request: Equatable, Sendable {
  /// The ticket to score.
  public var ticket: Ticket
  /// The customer's profile, as far as it is known.
  public var customer: Customer
  /// The social signals, as far as there are any.
  public var social: SocialSignals

  /// A request about a ticket, with whatever else is known.
  @inlinable
  public init(ticket: Ticket = Ticket(), customer: Customer = Customer(), social: SocialSignals = SocialSignals()) {
    self.ticket = ticket
    self.customer = customer
    self.social = social
  }
}
