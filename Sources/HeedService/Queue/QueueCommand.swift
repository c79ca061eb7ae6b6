import HTTPWire
import Storage

/// A change to the queue. Commands are carried out one after the other, those that wait together in one transaction, and
/// answered once that is durable.
protocol QueueCommand: Sendable {
  /// Makes the change in state and store alike, or none in either.
  ///
  /// - Returns: the answer, a refusal too; nil where there is none yet, and the command is to be tried again later.
  /// - Throws: what the store throws; then the whole transaction is undone.
  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer?

  /// Whether a command that had no answer is worth another try.
  func canGoOn(_ context: QueueContext) -> Bool

  /// Until when it may go without an answer, in monotonic nanoseconds.
  var patience: UInt64 { get }

  /// What it is answered when that time is over.
  var lateAnswer: Answer { get }
}

extension QueueCommand {
  func canGoOn(_ context: QueueContext) -> Bool { false }
  var patience: UInt64 { 0 }
  var lateAnswer: Answer { Answer(head: .init(.noContent), body: []) }
}
