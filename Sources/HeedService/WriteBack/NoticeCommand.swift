import HTTPWire
import Storage

/// Others are told of a ticket that was only scored.
struct NoticeCommand: QueueCommand {
  let news: TicketNews

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    var news = news
    // A customer who was erased since is not to come back with a message.
    if let customer = news.customer, try transaction.customer(id: customer) == nil { news.customer = nil }
    try context.notify(news, transaction)
    return Answer(head: .init(.noContent), body: [])
  }
}
