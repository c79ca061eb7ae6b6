import Queueing
import FrontDoors
import Scoring
import Storage

/// Puts what other systems are told into the outbox, in the transaction that makes it so: neither is there without the
/// other.
struct OutgoingNotices: Sendable {
  let maker: NoticeMaker
  /// The policy in force.
  let policy: Policy

  /// - Returns: whether anybody is told.
  func insert(_ news: TicketNews, at now: Double, _ transaction: any StoreTransaction) throws -> Bool {
    guard let event = news.event(under: policy), maker.concerns(event, ticket: news.ticket) else { return false }
    let messages = maker.messages(
      event, at: now, facts: DecisionFacts(news, policy, at: now), arrivedAt: news.arrivedAt,
      previousTier: news.previous?.lane.tier, customer: news.customer, cause: news.cause)
    for message in messages {
      // The same cause again: it is to be sent already.
      if news.cause != nil, try transaction.message(id: message.id) != nil { continue }
      try transaction.insert(message)
    }
    return true
  }
}

extension TicketNews {
  /// What others are told of it; nil where it is nothing to them.
  fileprivate func event(under policy: Policy) -> Notice.Event? {
    switch state {
    case .scored: return .decided
    case .leased: return previous == nil ? .taken : change(under: policy)
    case .done: return .done
    case .abandoned: return .abandoned
    case .waiting: return isNew ? .decided : previous == nil ? .waiting : change(under: policy)
    }
  }

  private func change(under policy: Policy) -> Notice.Event? {
    guard let previous else { return nil }
    var before = self
    (before.lane, before.score) = (previous.lane, previous.score)
    let isChange = Notice.isChange(
      from: DecisionFacts(before, policy, at: arrivedAt), to: DecisionFacts(self, policy, at: arrivedAt))
    return isChange ? .changed : nil
  }
}
