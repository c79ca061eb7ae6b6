import HTTPWire
import Storage

/// Notes what became of messages that were sent, several at once.
struct DeliveryCommand: QueueCommand {
  let outcomes: [DeliveryOutcome]

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    try Self.store(outcomes, transaction)
    return Answer(head: ResponseHead(.noContent), body: [])
  }

  /// One that is gone, as where its customer was erased meanwhile, is passed over.
  static func store(_ outcomes: [DeliveryOutcome], _ transaction: any StoreTransaction) throws {
    for outcome in outcomes {
      let (number, at, status) = (outcome.number, outcome.at, outcome.status)
      switch outcome.result {
      case .delivered: try transaction.delivered(number: number)
      case .retry(let next, let error):
        try transaction.failed(number: number, at: at, nextAt: next, status: status, error: error)
      case .dead(let error): try transaction.bury(number: number, at: at, status: status, error: error)
      }
    }
  }
}
