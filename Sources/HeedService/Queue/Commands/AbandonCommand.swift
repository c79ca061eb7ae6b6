import FrontDoors
import HTTPWire
import Queueing
import Storage

/// A customer gives up: `DELETE /queue/{ticket}`.
struct AbandonCommand: QueueCommand {
  let id: String
  /// The field `If-Match`, if there is one.
  let condition: String?

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let ticket = try transaction.ticket(id: id) else { return Answer(.unknownTicket) }
    if let condition, !TicketTag.matches(condition, version: ticket.version) {
      return Answer(.preconditionFailed(ticket))
    }
    switch ticket.state {
    case .waiting:
      let waited = max(0, context.now - ticket.arrivedAt)
      guard context.state.abandon(ticket.place, waitedSeconds: waited, at: context.now) else {
        throw StorageError(.conflict, "ticket number \(ticket.number) waits in the store and not in the line")
      }
      context.figures.abandoned += 1
      try transaction.finish(number: ticket.number, as: .abandoned, at: context.now)
      context.forget(customer: ticket.customer)
      try context.tell(TicketNews(ticket, state: .abandoned), transaction)
    // Said again, it is as true as before.
    case .abandoned: break
    case .leased, .done: return Answer(.ended(ticket))
    }
    return Answer(head: ResponseHead(.noContent), body: [])
  }
}
