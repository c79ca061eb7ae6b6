import HTTPWire
import Queueing
import Storage

/// A ticket is scored again with new facts: `PATCH /queue/{ticket}`. The facts were put together and scored beforehand,
/// of the version that was stored then.
struct RescoreCommand: QueueCommand {
  let number: Int64
  /// The version that the new facts were put together with.
  let version: Int64
  let change: TicketChange

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let ticket = try transaction.ticket(number: number) else {
      return Answer(.unknownTicket)
    }
    guard ticket.version == version else {
      return Answer(.changedMeanwhile("the ticket \(ticket.id) was changed meanwhile; read it and try again"))
    }
    let place = Place(lane: change.lane, key: ticket.arrivedAt - change.headStartSeconds, number: number)
    switch ticket.state {
    case .waiting:
      guard context.state.move(from: ticket.place, to: place, at: context.now) else {
        throw StorageError(.conflict, "ticket number \(ticket.number) waits in the store and not in the line")
      }
    case .leased: context.state.moveLeased(fence: ticket.lease?.fence ?? 0, to: place)
    case .done, .abandoned: return Answer(.ended(ticket))
    }
    try transaction.rescore(number: number, change)
    try context.tell(TicketNews(ticket, rescored: change), transaction)
    context.desks.insert(change.lane.desk)
    context.forget(customer: ticket.customer)
    context.forget(customer: change.subject.customer)
    let tag = ResponseField("ETag", TicketTag(version: version + 1).text)
    return Answer(head: ResponseHead(.ok, contentType: MediaType.json, fields: [tag]), body: change.decision)
  }
}
