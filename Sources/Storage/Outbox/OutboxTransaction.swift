/// What can be changed of the outbox. A message may be gone, as where its customer was erased, while somebody was sending
/// it: what says how that ended then changes nothing, and returns false.
public protocol OutboxTransaction: OutboxReading {
  /// Puts a message behind all others, due at once, but not before those of its line.
  /// - Returns: its number.
  /// - Throws: a conflict where a message with its id is stored.
  @discardableResult
  func insert(_ message: NewMessage) throws -> Int64

  /// Forgets a message, as it was taken.
  /// - Returns: whether it was there, pending or dead.
  @discardableResult
  func delivered(number: Int64) throws -> Bool

  /// Notes that a pending message was sent and not taken, and is to be sent again.
  /// - Parameters:
  ///   - at: when it was sent.
  ///   - nextAt: not before when to send it again; nor any of its line.
  ///   - status: the HTTP status that the receiver answered, if it did.
  ///   - error: why it was not taken, for a person.
  /// - Returns: whether it was pending.
  @discardableResult
  func failed(number: Int64, at: Double, nextAt: Double, status: Int?, error: String) throws -> Bool

  /// Gives a pending message up after a last attempt: those behind it in its line need not wait for it any longer.
  /// - Returns: whether it was pending.
  @discardableResult
  func bury(number: Int64, at: Double, status: Int?, error: String) throws -> Bool

  /// Has a message sent again from a time on, in its old place, as though it had never been sent. What its last attempt came
  /// to is kept until the next. A pending one need not wait any longer for its next attempt.
  /// - Returns: whether it was there.
  @discardableResult
  func revive(number: Int64, at: Double) throws -> Bool

  /// Forgets a message, pending or dead.
  /// - Returns: whether it was there.
  @discardableResult
  func removeMessage(number: Int64) throws -> Bool

  /// Forgets messages that were given up before a time, those given up longest ago first; at most `limit`.
  /// - Returns: how many there were. Call again while it is `limit`.
  func pruneOutbox(deadBefore: Double, limit: Int) throws -> Int
}
