import HTTPWire
import JSON
import Storage

/// A ticket with its position and forecast: `GET /queue/{ticket}`.
struct TicketLookup: QueueLookup {
  let id: String
  /// The field `If-None-Match`, if there is one.
  let condition: String?

  func answer(_ context: QueueReader.Context) throws -> Answer {
    guard let stored = try context.store.read({ try $0.ticket(id: id) }) else { return Answer(.unknownTicket) }
    let ticket = QueueTicket(stored: stored, wait: context.wait(of: stored), now: context.now)
    let tag = ticket.tag.text
    let field = ResponseField("ETag", tag)
    if let condition, ticket.tag.isNamed(in: condition) {
      return Answer(head: ResponseHead(.notModified, fields: [field]), body: [])
    }
    return .json(fields: [field]) { ticket.write(to: $0) }
  }
}

extension QueueReader.Context {
  /// How long a stored ticket waits from now on; nil where it does not wait.
  func wait(of ticket: StoredTicket) -> Wait? {
    guard ticket.state == .waiting else { return nil }
    return LineView(snapshot: snapshot, now: now).wait(at: ticket.place)
  }
}
