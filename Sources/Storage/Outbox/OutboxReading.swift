/// What can be asked of the outbox: messages to other systems that are yet to be taken, and those that were given up.
///
/// The pending messages on one ticket to one target are a line, in the order of their numbers. Only the first of a line may
/// be sent, whether or not it is due.
public protocol OutboxReading {
  /// The first messages of their lines that are due at a time, those due longest first. What it costs depends on `limit`
  /// and on how many targets there are, not on how many messages are pending.
  ///
  /// Nothing here says which are being sent at the moment: they are among these until the store is told how that ended.
  /// - Parameters:
  ///   - targets: whose messages are left out.
  ///   - limit: at most so many.
  func dueMessages(at now: Double, excluding targets: Set<String>, limit: Int) throws -> [StoredMessage]

  /// When the next message is due, or has been due since; nil where none is pending but for the `targets` left out.
  func nextMessageAt(excluding targets: Set<String>) throws -> Double?

  /// Messages by number, greater than `after`; at most `limit`.
  /// - Parameters:
  ///   - state: nil for all.
  ///   - target: nil for all.
  func messages(state: MessageState?, target: String?, after: Int64, limit: Int) throws -> [StoredMessage]

  func message(id: String) throws -> StoredMessage?
  func message(number: Int64) throws -> StoredMessage?

  /// How many messages there are, by target; none of those without any.
  func outboxCounts() throws -> [String: OutboxCounts]
}
