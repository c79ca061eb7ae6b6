import HTTPWire
import Storage

/// Forgets a message, pending or given up: `DELETE /outbox/{message}`. One that is being sent may arrive all the same.
struct RemoveMessageCommand: QueueCommand {
  let id: String

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let message = try transaction.message(id: id) else { return Answer(.unknownMessage) }
    try transaction.removeMessage(number: message.number)
    return Answer(head: ResponseHead(.noContent), body: [])
  }
}

extension Problem {
  static let unknownMessage = Problem(
    kind: .notFound, status: 404,
    detail: "no message of that id is in the outbox: it was delivered, removed, or never there")
}
