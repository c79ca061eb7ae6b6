import FrontDoors
import JSON
import Queueing
import Scoring
import Storage

extension DecisionFacts {
  /// What is told of a ticket that has just been scored.
  init(_ scored: Scorer.Scored, _ policy: Policy) {
    let decision = scored.decision
    self.init(
      ticket: String(scored.ticket), state: .scored, score: decision.score, lane: Lane(decision), policy,
      headStartSeconds: decision.headStartSeconds, suggestedWaitSeconds: scored.wait.suggestedSeconds,
      position: scored.wait.position, at: scored.decidedAt.secondsSince1970)
  }

  /// What is told of a stored ticket.
  ///
  /// - Parameter wait: how long it waits from now on; nil where it does not wait.
  init(_ ticket: StoredTicket, wait: Wait?, _ policy: Policy, at now: Double) {
    self.init(
      ticket: ticket.id, state: State(ticket.state), score: ticket.score, lane: ticket.lane, policy,
      headStartSeconds: ticket.headStartSeconds, suggestedWaitSeconds: wait?.suggestedSeconds,
      position: wait?.position, at: now)
  }

  /// What is told of a change.
  init(_ news: TicketNews, _ policy: Policy, at now: Double) {
    self.init(
      ticket: news.ticket, state: news.state, score: news.score, lane: news.lane, policy,
      headStartSeconds: news.headStartSeconds, suggestedWaitSeconds: news.suggestedWaitSeconds, position: nil, at: now)
  }

  private init(
    ticket: String, state: State, score: Double, lane: Lane, _ policy: Policy, headStartSeconds: Double,
    suggestedWaitSeconds: Double?, position: Int?, at: Double
  ) {
    let tiers = policy.settings.tiers
    // A ticket may be of a tier that the policy had before: then it is treated as one of its score.
    let rank = tiers.firstIndex { $0.name == lane.tier } ?? policy.tierIndex(ofScore: score)
    self.init(
      ticket: ticket, state: state, score: score, tier: lane.tier, tierRank: rank, tierCount: tiers.count,
      desk: lane.desk, promiseSeconds: lane.promiseSeconds,
      lowestPromiseSeconds: tiers.last?.promiseSeconds ?? lane.promiseSeconds, headStartSeconds: headStartSeconds,
      suggestedWaitSeconds: suggestedWaitSeconds, position: position, at: at)
  }
}

extension DecisionFacts.State {
  init(_ state: TicketState) {
    self =
      switch state {
      case .waiting: .waiting
      case .leased: .leased
      case .done: .done
      case .abandoned: .abandoned
      }
  }
}
