public import Queueing

/// What can be asked of a store: of its last committed state, or within a transaction of what that has made of it.
public protocol TicketReading {
  func ticket(id: String) throws -> StoredTicket?
  func ticket(number: Int64) throws -> StoredTicket?

  /// The ticket whose lease under way has this fence. None once it was released or finished.
  func ticket(fence: Int64) throws -> StoredTicket?

  /// What was remembered of a request under this key.
  func request(idempotencyKey: String) throws -> RememberedRequest?

  /// The tickets with these numbers, in the order asked for. Numbers that no ticket has are left out.
  func tickets(numbers: [Int64]) throws -> [StoredTicket]

  /// Every waiting ticket's place, lane by lane and within each in the order of key and number.
  ///
  /// Reads nothing but an index that has just these, so that a million take about a second.
  func eachWaiting(_ body: (Place) throws -> Void) throws

  /// Every ticket under a lease, in the order of their fences.
  func eachLeased(_ body: (StoredTicket) throws -> Void) throws

  /// Every ticket that an agent took at or after the time `since`, and has not given back: leased or done, in the order
  /// in which they were taken. For estimators after a restart.
  func eachServed(since: Double, _ body: (ServedTicket) throws -> Void) throws

  /// Every ticket that was abandoned at or after the time `since`, in the order in which they were. For estimators after
  /// a restart.
  func eachAbandoned(since: Double, _ body: (AbandonedTicket) throws -> Void) throws

  /// All agents, by id.
  func agents() throws -> [StoredAgent]

  func counts() throws -> TicketCounts

  /// The greatest fence ever given out, 0 before the first. It survives restarts and pruning.
  func lastFence() throws -> Int64
}
