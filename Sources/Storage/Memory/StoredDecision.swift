/// A decision that put a ticket in its place, with what it was made from.
public struct StoredDecision: Equatable, Sendable {
  /// The decision's id: 16 bytes.
  public var id: [UInt8]
  /// The number and the id of the ticket.
  public var number: Int64
  public var ticket: String
  public var customer: String?
  /// When it was made, in seconds since 1970.
  public var decidedAt: Double
  /// The request as it was sent: JSON.
  public var request: [UInt8]
  /// What was known beside it: JSON; nil where nothing was.
  public var known: [UInt8]?
  /// The decision: JSON.
  public var decision: [UInt8]

  public init(
    id: [UInt8], number: Int64, ticket: String, customer: String?, decidedAt: Double, request: [UInt8],
    known: [UInt8]?, decision: [UInt8]
  ) {
    self.id = id
    self.number = number
    self.ticket = ticket
    self.customer = customer
    self.decidedAt = decidedAt
    self.request = request
    self.known = known
    self.decision = decision
  }
}
