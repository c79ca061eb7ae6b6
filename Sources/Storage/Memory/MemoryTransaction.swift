/// What can be changed of decisions, contacts and outcomes. Both come with their tickets: see ``NewTicket`` and
/// ``TicketChange``.
public protocol MemoryTransaction: MemoryReading {
  /// Stores what became of a ticket's matter, in place of what was said before.
  /// - Throws: a conflict where the contact is not known.
  func putOutcome(_ outcome: StoredOutcome, ofTicket number: Int64) throws

  /// Deletes decisions made before a time, but not those that a stored ticket stands by, and contacts that came before it
  /// of which neither the ticket nor a decision is stored any more, the oldest first.
  /// - Parameter limit: at most so many of each.
  /// - Returns: how many there were of the more numerous. Call again while it is `limit`.
  func pruneMemory(before: Double, limit: Int) throws -> Int
}
