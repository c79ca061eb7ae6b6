import JSON
import Queueing
import Scoring
import Storage

/// What is stored of a request that was decided.
extension Scorer.Scored {
  /// A ticket that is to wait.
  func newTicket(request: UnsafeRawBufferPointer, decision bytes: UnsafeRawBufferPointer) -> NewTicket {
    NewTicket(
      id: String(ticket), lane: Lane(decision), arrivedAt: 0, headStartSeconds: decision.headStartSeconds,
      score: decision.score, request: [UInt8](request), known: inputs.json, decision: [UInt8](bytes),
      decisionID: id.bytes, decidedAt: decidedAt.secondsSince1970, subject: subject,
      requestDigest: DecisionID(request: request, seed: 0).bytes, forecast: StoredForecast(wait))
  }

  /// What scoring a ticket again makes of it.
  func change(request: [UInt8], decision bytes: [UInt8]) -> TicketChange {
    TicketChange(
      lane: Lane(decision), headStartSeconds: decision.headStartSeconds, score: decision.score, request: request,
      known: inputs.json, decision: bytes, decisionID: id.bytes, decidedAt: decidedAt.secondsSince1970,
      subject: subject)
  }

  private var subject: TicketSubject {
    TicketSubject(
      customer: customer.map { String($0) } ?? inputs.customerID, topic: facts.topic,
      story: story.map { String($0) } ?? inputs.storyID, channel: facts.channel,
      isLoud: decision.score > decision.counterfactuals.scoreWithoutSocial)
  }
}

extension StoredForecast {
  /// What is forecast of a ticket when it is enqueued.
  init(_ wait: Wait) {
    self.init(
      p50Seconds: wait.p50Seconds, p90Seconds: wait.p90Seconds, position: wait.position, basis: wait.basis.rawValue)
  }
}
