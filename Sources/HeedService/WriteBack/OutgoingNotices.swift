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
    guard let event = news.event, maker.concerns(event, ticket: news.ticket) else { return false }
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
  var event: Notice.Event? {
    switch state {
    case .scored: return .decided
    case .leased: return previous == nil ? .taken : change
    case .done: return .done
    case .abandoned: return .abandoned
    case .waiting: return isNew ? .decided : previous == nil ? .waiting : change
    }
  }

  /// What others see of a ticket that was scored again: its tier, its desk and its whole score.
  private var change: Notice.Event? {
    guard let previous else { return nil }
    let isSame =
      previous.lane.tier == lane.tier && previous.lane.desk == lane.desk && previous.score.rounded() == score.rounded()
    return isSame ? nil : .changed
  }
}
