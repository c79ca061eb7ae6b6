import FrontDoors
import Scoring
import Storage

/// Puts what other systems are told into the outbox, in the transaction that makes it so: neither is there without the
/// other.
struct OutgoingNotices: Sendable {
  let targets: [WriteBackTarget]
  /// The policy in force.
  let policy: Policy

  /// - Returns: whether anybody is told.
  func insert(_ news: TicketNews, at now: Double, _ transaction: any StoreTransaction) throws -> Bool {
    guard let event = news.event else { return false }
    let concerned = targets.filter { $0.concerns(event, ticket: news.ticket) }
    guard !concerned.isEmpty else { return false }
    let notice = Notice(
      id: "", event: event, at: now, facts: DecisionFacts(news, policy, at: now), arrivedAt: news.arrivedAt,
      previousTier: news.previous?.lane.tier)
    for target in concerned {
      var notice = notice
      notice.id = Self.messageID()
      try transaction.insert(
        NewMessage(
          id: notice.id, target: target.name, ticket: news.ticket, customer: news.customer, payload: notice.json,
          createdAt: now))
    }
    return true
  }

  /// `msg_` and 128 random bits: nobody guesses one, and no two are alike.
  private static func messageID() -> String {
    let bits = [UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max)]
    return "msg_"
      + bits.map { bits in
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
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
