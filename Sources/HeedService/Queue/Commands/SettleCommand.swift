import HTTPWire
import Queueing
import Storage

/// A ticket was dealt with elsewhere, as a helpdesk says: it is done where an agent has it here; where nobody took it
/// here it leaves the line as one that was given up, since how long it was worked on is not known.
struct SettleCommand: QueueCommand {
  let id: String

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let ticket = try transaction.ticket(id: id) else { return Answer(.unknownTicket) }
    guard ticket.state == .leased, let lease = ticket.lease else {
      return try AbandonCommand(id: id, condition: nil).apply(&context, transaction)
    }
    return try LeaseCommand(fence: lease.fence, name: "\(lease.fence)", action: .complete).apply(&context, transaction)
  }
}
