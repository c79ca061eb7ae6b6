import Storage

@testable import HeedService

/// Puts a message into the outbox, and gives it up.
struct DeadMessage: QueueCommand {
  let message: NewMessage

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let number = try transaction.insert(message)
    try transaction.bury(number: number, at: context.now, status: 404, error: "the receiver answered 404")
    return Answer(.unknownMessage)
  }
}
