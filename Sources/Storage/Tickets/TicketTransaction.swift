/// What can be changed in a store. A change that what is stored does not allow throws ``StorageError/Kind/conflict``; a
/// text with U+0000 in it or a NaN throws ``StorageError/Kind/unstorable``.
public protocol TicketTransaction: TicketReading {
  /// Stores a ticket that waits.
  /// - Returns: its number, greater than every number before, those of pruned tickets too.
  /// - Throws: a conflict when a ticket with that id is stored, in whatever state.
  func insert(_ ticket: NewTicket) throws -> Int64

  /// Stores the outcome of scoring a waiting or leased ticket again, and increases its version by 1.
  func rescore(number: Int64, _ change: TicketChange) throws

  /// Gives a waiting ticket to an agent, and counts the attempt.
  /// - Parameters:
  ///   - fence: greater than ``TicketReading/lastFence()``: none is ever given out twice.
  ///   - at: when the lease starts.
  ///   - until: when it expires. The store does nothing when it does.
  func lease(number: Int64, agent: String, fence: Int64, at: Double, until: Double) throws

  /// Moves the expiry of a leased ticket.
  func extend(number: Int64, until: Double) throws

  /// Lets a leased ticket wait again, at its old place. Its lease is forgotten, the attempts are not.
  func release(number: Int64) throws

  /// Ends a ticket that is waiting or leased. Its last lease stays with it.
  /// - Parameter state: done, which only a leased ticket can become, or abandoned.
  func finish(number: Int64, as state: TicketState, at: Double) throws

  /// Stores an agent, in place of the one with the same id.
  func put(_ agent: StoredAgent) throws

  /// Forgets an agent. Without effect if there is none.
  func removeAgent(id: String) throws

  /// Remembers that the request under this key became ticket `number`. A key can be remembered once.
  func remember(idempotencyKey: String, number: Int64, digest: [UInt8], at: Double) throws

  /// Deletes tickets that were done or abandoned before a time, the oldest first, and the keys that belong to them.
  /// - Parameter limit: at most so many tickets, so that no transaction is long.
  /// - Returns: how many there were. Call again while it is `limit`.
  func prune(finishedBefore: Double, limit: Int) throws -> Int
}
