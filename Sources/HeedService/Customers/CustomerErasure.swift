import HTTPWire
import JSON
import Scoring
import Storage

/// A customer is erased: `DELETE /customers/{id}`. Those of the customer's tickets that are not over are scored again from
/// what they say themselves, beforehand on the reader's thread; then all goes in one transaction, unless a ticket came or
/// was changed meanwhile, and it is done again.
struct CustomerErasure: Sendable {
  let id: String
  let policy: LoadedPolicy
  /// The time that tickets are scored at; nil: the present.
  let now: Instant?

  private static let mostTries = 10

  func carryOut(in queue: TicketQueue, tries: Int = CustomerErasure.mostTries, _ reply: @escaping TicketPatch.Reply) {
    let command = Handover<EraseCommand>()
    queue.read { context in
      command.value = try prepare(context)
      return Answer(head: ResponseHead(.ok), body: [])
    } reply: { answer in
      guard let erase = command.value else { return reply(answer, true) }
      queue.submit(erase) { answer in
        guard answer.head.status == .preconditionFailed else { return reply(answer, false) }
        // Nobody has asked for a version: whoever comes again finds them at rest.
        if tries == 1 { return reply(.retrying(.customerInUse), false) }
        carryOut(in: queue, tries: tries - 1, reply)
      }
    }
  }

  private func prepare(_ context: QueueReader.Context) throws -> EraseCommand {
    let tickets = try context.store.read { reading in
      try reading.tickets(numbers: try reading.openTickets(ofCustomer: id))
    }
    var rescored: [RescoreCommand] = []
    for ticket in tickets where ticket.state == .waiting || ticket.state == .leased {
      let request = try stripped(ticket.request, context.tools)
      guard let command = try? context.rescore(request, of: ticket, policy, now: now) else {
        throw StorageError(.failed, "ticket number \(ticket.number) cannot be scored without its customer")
      }
      rescored.append(command)
    }
    return EraseCommand(id: id, tickets: rescored)
  }

  /// What a ticket says without its customer.
  private func stripped(_ request: [UInt8], _ tools: QueueReader.Tools) throws -> [UInt8] {
    do {
      let value = try tools.parser.parse(copying: request)
      let json = JSONWriter()
      json.object {
        if let ticket = value["ticket"] { json.key("ticket").value(ticket) }
      }
      return BulkScoring.padded(json.bytes)
    } catch {
      throw StorageError(.corrupt, "a ticket's request is not JSON: \(error)")
    }
  }
}
