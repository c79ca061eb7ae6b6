import HTTPWire
import Storage

/// Others are told of a ticket that was only scored.
struct NoticeCommand: QueueCommand {
  let news: TicketNews

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    try context.notify(news, transaction)
    return Answer(head: .init(.noContent), body: [])
  }
}
