import HTTPWire
import Queueing
import Storage

/// A ticket begins to wait: `POST /queue`.
struct EnqueueCommand: QueueCommand {
  /// The ticket; it arrives when this is carried out.
  let ticket: NewTicket
  /// Whether a stored profile is among what was known when it was scored.
  var restsOnProfile = false
  let idempotencyKey: String?

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    if let key = idempotencyKey, let known = try transaction.request(idempotencyKey: key) {
      guard known.digest == ticket.requestDigest, let before = try transaction.ticket(number: known.number) else {
        return Answer(.conflict("the Idempotency-Key came before with another request; use a new one for each request"))
      }
      return answer(.ok, before.decision, version: before.version)
    }
    guard context.state.line.count < context.settings.mostWaiting else {
      return try repeated(transaction) ?? .retrying(.queueFull)
    }
    let now = context.now
    let number: Int64
    var ticket = ticket
    do {
      ticket.arrivedAt = now
      // A customer who was erased since is not to come back with a decision.
      if restsOnProfile, let customer = ticket.subject.customer, try transaction.customer(id: customer) == nil {
        ticket.known = nil
      }
      number = try transaction.insert(ticket)
    } catch let refusal as StorageError where refusal.kind == .conflict {
      // Most ids are new, so that nobody looks whether they are until the store says that one is not.
      guard let answer = try repeated(transaction) else { throw refusal }
      return answer
    }
    if let key = idempotencyKey {
      try transaction.remember(idempotencyKey: key, number: number, digest: ticket.requestDigest, at: now)
    }
    context.state.enqueue(
      Place(lane: ticket.lane, key: now - ticket.headStartSeconds, number: number),
      headStartSeconds: ticket.headStartSeconds, at: now)
    context.desks.insert(ticket.lane.desk)
    context.figures.accepted += 1
    if let topic = ticket.subject.topic { context.effects.append(.contact(topic: topic, at: now)) }
    context.forget(customer: ticket.subject.customer)
    try context.tell(TicketNews(ticket, number: number), transaction)
    return answer(.created, ticket.decision, version: 1)
  }

  /// The answer where a ticket of that id is stored; nil where there is none.
  private func repeated(_ transaction: any StoreTransaction) throws -> Answer? {
    guard let known = try transaction.ticket(id: ticket.id) else { return nil }
    guard known.requestDigest == ticket.requestDigest else {
      let isOver = known.state == .done || known.state == .abandoned
      let advice = isOver ? "it is over, so enqueue this under a new id" : "change it with PATCH /queue/{ticket}"
      return Answer(.conflict("the ticket \(ticket.id) came before with another body; \(advice)"))
    }
    return answer(.ok, known.decision, version: known.version)
  }

  private func answer(_ status: Status, _ decision: [UInt8], version: Int64) -> Answer {
    let fields = [
      ResponseField("ETag", TicketTag(version: version).text), ResponseField("Location", TicketPath.of(ticket.id)),
    ]
    return Answer(head: ResponseHead(status, contentType: MediaType.json, fields: fields), body: decision)
  }
}
