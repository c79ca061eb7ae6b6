import FrontDoors
import Storage

/// Makes the messages that tell the targets of what became of a ticket, to be put into the outbox in the transaction that
/// makes it so.
struct NoticeMaker: Sendable {
  let targets: [WriteBackTarget]

  /// Whether anybody is to be told, before it is worked out what.
  func concerns(_ event: Notice.Event, ticket: String) -> Bool {
    targets.contains { $0.concerns(event, ticket: ticket) }
  }

  /// A message for each target that an event of a ticket concerns.
  ///
  /// - Parameters:
  ///   - at: when it happened, in seconds since 1970.
  ///   - facts: how the ticket stands now.
  ///   - arrivedAt: when the ticket came, in seconds since 1970.
  ///   - previousTier: where it was scored again, its tier before.
  ///   - customer: whom the ticket is from: the messages go when the customer is erased.
  ///   - cause: what the same messages come of if it comes again; nil: each is another.
  func messages(
    _ event: Notice.Event, at: Double, facts: DecisionFacts, arrivedAt: Double, previousTier: String? = nil,
    customer: String?, cause: String? = nil
  ) -> [NewMessage] {
    targets.filter { $0.concerns(event, ticket: facts.ticket) }.map { target in
      let notice = Notice(
        id: cause.map { Self.id(of: $0, target.name) } ?? Self.newID(), event: event, at: at, facts: facts,
        arrivedAt: arrivedAt, previousTier: previousTier)
      return NewMessage(
        id: notice.id, target: target.name, ticket: facts.ticket, customer: customer, payload: notice.json,
        createdAt: at)
    }
  }

  /// `msg_` and 128 bits of what it comes of.
  private static func id(of cause: String, _ target: String) -> String {
    var hash = ContentHash()
    hash.add(Array("\(cause)\n\(target)".utf8))
    return "msg_" + hash.version.dropFirst("sha256:".count).prefix(32)
  }

  /// `msg_` and 128 random bits.
  private static func newID() -> String {
    "msg_"
      + (0..<2).map { _ in
        let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
  }
}
