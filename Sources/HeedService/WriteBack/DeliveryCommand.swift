import HTTPWire
import Storage

/// Notes what became of messages that were sent, several at once.
struct DeliveryCommand: QueueCommand {
  let outcomes: [DeliveryOutcome]

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    try transaction.settle(outcomes)
    return Answer(head: ResponseHead(.noContent), body: [])
  }
}
