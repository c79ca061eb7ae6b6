import HTTPWire
import Queueing
import Storage

/// A ticket begins to wait: `POST /queue`.
struct EnqueueCommand: QueueCommand {
  let id: String
  let lane: Lane
  let headStartSeconds: Double
  let score: Double
  let request: [UInt8]
  /// The decision as it is answered.
  let decision: [UInt8]
  /// Tells a repeat from another request with the same id or key.
  let digest: [UInt8]
  let forecast: StoredForecast
  let idempotencyKey: String?

  func apply(_ context: inout QueueContext, _ transaction: any TicketTransaction) throws -> Answer? {
    if let key = idempotencyKey, let known = try transaction.request(idempotencyKey: key) {
      guard known.digest == digest, let ticket = try transaction.ticket(number: known.number) else {
        return Answer(.conflict("the Idempotency-Key came before with another request; use a new one for each request"))
      }
      return answer(.ok, ticket.decision, version: ticket.version)
    }
    guard context.state.line.count < context.settings.mostWaiting else {
      return try repeated(transaction) ?? .retrying(.queueFull)
    }
    let now = context.now
    let number: Int64
    do {
      number = try transaction.insert(
        NewTicket(
          id: id, lane: lane, arrivedAt: now, headStartSeconds: headStartSeconds, score: score, request: request,
          decision: decision, requestDigest: digest, forecast: forecast))
    } catch let refusal as StorageError where refusal.kind == .conflict {
      // Most ids are new, so that nobody looks whether they are until the store says that one is not.
      guard let answer = try repeated(transaction) else { throw refusal }
      return answer
    }
    if let key = idempotencyKey {
      try transaction.remember(idempotencyKey: key, number: number, digest: digest, at: now)
    }
    context.state.enqueue(
      Place(lane: lane, key: now - headStartSeconds, number: number), headStartSeconds: headStartSeconds, at: now)
    context.desks.insert(lane.desk)
    context.figures.accepted += 1
    return answer(.created, decision, version: 1)
  }

  /// The answer where a ticket of that id is stored; nil where there is none.
  private func repeated(_ transaction: any TicketTransaction) throws -> Answer? {
    guard let known = try transaction.ticket(id: id) else { return nil }
    guard known.requestDigest == digest else {
      let isOver = known.state == .done || known.state == .abandoned
      let advice = isOver ? "it is over, so enqueue this under a new id" : "change it with PATCH /queue/{ticket}"
      return Answer(.conflict("the ticket \(id) came before with another body; \(advice)"))
    }
    return answer(.ok, known.decision, version: known.version)
  }

  private func answer(_ status: Status, _ decision: [UInt8], version: Int64) -> Answer {
    let fields = [
      ResponseField("ETag", TicketTag(version: version).text), ResponseField("Location", TicketPath.of(id)),
    ]
    return Answer(head: ResponseHead(status, contentType: MediaType.json, fields: fields), body: decision)
  }
}
