import FrontDoors
import HTTPWire
import Queueing
import Storage

/// A ticket was dealt with elsewhere, as a helpdesk says. It is done; where no agent has it here, it was taken there at
/// this moment, and how long it was worked on is not known.
struct SettleCommand: QueueCommand {
  let id: String
  /// Who says so: the name of a hook.
  let agent: String

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let ticket = try transaction.ticket(id: id) else { return Answer(.unknownTicket) }
    switch ticket.state {
    case .waiting: try settle(ticket, &context, transaction)
    case .leased:
      let fence = ticket.lease?.fence ?? 0
      return try LeaseCommand(fence: fence, name: "\(fence)", action: .complete).apply(&context, transaction)
    case .done: break
    case .abandoned: return Answer(.ended(ticket))
    }
    return Answer(head: ResponseHead(.noContent), body: [])
  }

  private func settle(
    _ ticket: StoredTicket, _ context: inout QueueContext, _ transaction: any StoreTransaction
  ) throws {
    let now = context.now
    let waited = max(0, now - ticket.arrivedAt)
    guard
      let lease = context.state.claim(ticket.place, by: agent, waitedSeconds: waited, at: now, until: now)
    else { throw StorageError(.conflict, "ticket number \(ticket.number) waits in the store and not in the line") }
    try transaction.lease(number: ticket.number, agent: agent, fence: lease.fence, at: now, until: now)
    context.note(ticket, ticket.place, waited: waited)
    _ = context.state.complete(fence: lease.fence, at: now, isTimed: false)
    try transaction.finish(number: ticket.number, as: .done, at: now)
    context.figures.done += 1
    context.forget(customer: ticket.customer)
    try context.tell(TicketNews(ticket, state: .done), transaction)
  }
}
