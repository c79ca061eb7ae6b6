import FrontDoors
import JSON
import Queueing
import Scoring
import Storage

/// What has become of a ticket: for those who are told of changes.
struct TicketNews: Equatable, Sendable {
  var number: Int64
  var ticket: String
  var customer: String?
  var state: DecisionFacts.State
  var lane: Lane
  /// 0…100.
  var score: Double
  var headStartSeconds: Double
  /// In seconds since 1970.
  var arrivedAt: Double
  /// The version of its facts.
  var version: Int64
  /// How long it is to expect to wait, as far as was said when it was enqueued; nil where it does not wait.
  var suggestedWaitSeconds: Double?
  /// How it stood before it was scored again; nil where it was not.
  var previous: Previous?
  /// What it comes of, where that may come again and is to be told once; nil: nothing that would.
  var cause: String?
  /// Whether it has just come.
  var isNew = false

  /// A ticket's standing before a change.
  struct Previous: Equatable, Sendable {
    var lane: Lane
    var score: Double
  }
}

extension TicketNews {
  /// News of a ticket as it is stored now.
  init(_ ticket: StoredTicket, state: DecisionFacts.State) {
    self.init(
      number: ticket.number, ticket: ticket.id, customer: ticket.customer, state: state, lane: ticket.lane,
      score: ticket.score, headStartSeconds: ticket.headStartSeconds, arrivedAt: ticket.arrivedAt,
      version: ticket.version)
  }

  /// A ticket has just come.
  init(_ ticket: NewTicket, number: Int64) {
    self.init(
      number: number, ticket: ticket.id, customer: ticket.subject.customer, state: .waiting, lane: ticket.lane,
      score: ticket.score, headStartSeconds: ticket.headStartSeconds, arrivedAt: ticket.arrivedAt, version: 1,
      suggestedWaitSeconds: ticket.forecast.p50Seconds, isNew: true)
  }

  /// A ticket was scored, and is not in the line.
  init(_ scored: Scorer.Scored) {
    let decision = scored.decision
    self.init(
      number: 0, ticket: String(scored.ticket),
      customer: scored.customer.map { String($0) } ?? scored.inputs.customerID,
      state: .scored, lane: Lane(decision), score: decision.score, headStartSeconds: decision.headStartSeconds,
      arrivedAt: scored.decidedAt.secondsSince1970, version: 0, suggestedWaitSeconds: scored.wait.suggestedSeconds)
  }

  /// A ticket was scored again.
  init(_ ticket: StoredTicket, rescored change: TicketChange) {
    self.init(ticket, state: ticket.state == .leased ? .leased : .waiting)
    previous = Previous(lane: lane, score: score)
    customer = change.subject.customer
    lane = change.lane
    score = change.score
    headStartSeconds = change.headStartSeconds
    version = ticket.version + 1
  }
}

extension QueueContext {
  /// Has those know what has become of a ticket who are told: those who watch, once it is durable, and other systems
  /// through the outbox, which changes with it.
  mutating func tell(_ news: TicketNews, _ transaction: any StoreTransaction) throws {
    effects.append(.ticket(news))
    try notify(news, transaction)
  }

  /// Has other systems know of it.
  mutating func notify(_ news: TicketNews, _ transaction: any StoreTransaction) throws {
    if try outgoing?.insert(news, at: now, transaction) ?? false { effects.append(.outbox) }
  }
}
