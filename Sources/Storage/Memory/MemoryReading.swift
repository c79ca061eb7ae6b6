/// What can be asked of decisions, contacts and outcomes.
public protocol MemoryReading {
  /// The decision of this id, the newest where several have it.
  func decision(id: [UInt8]) throws -> StoredDecision?

  /// The decisions that name a customer, on tickets that still do or no longer, the newest first; at most `limit`.
  func decisions(ofCustomer id: String, limit: Int) throws -> [StoredDecision]

  /// The decisions on a ticket, the newest first.
  func decisions(ofTicket number: Int64) throws -> [StoredDecision]

  /// The contact that a ticket was, the latest where an id was used again after its ticket was pruned.
  func contact(ticket id: String) throws -> StoredContact?

  /// A customer's contacts at or after a time, the newest first; at most `limit`.
  func contacts(ofCustomer id: String, since: Double, limit: Int) throws -> [StoredContact]

  /// The numbers of the tickets of a customer that wait or are leased, in their order.
  func openTickets(ofCustomer id: String) throws -> [Int64]

  /// The numbers of tickets on a topic that wait or are leased, in their order, greater than `after`; at most `limit`.
  func openTickets(onTopic topic: String, after: Int64, limit: Int) throws -> [Int64]

  /// The numbers of tickets that wait or are leased and name a story, or a post, by this id, in their order, greater than
  /// `after`; at most `limit`. Those that name a copy of it are asked for by the copy's id.
  func openTickets(aboutStory id: String, after: Int64, limit: Int) throws -> [Int64]

  /// Contacts that came in `from..<until`, the oldest first. For reports.
  func eachContact(from: Double, until: Double, _ body: (StoredContact) throws -> Void) throws
}
