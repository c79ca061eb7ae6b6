/// A small picture that shows in another system how urgent a ticket is: a label and a message beside it.
public struct Badge: Equatable, Sendable {
  /// What the message is about; may be empty.
  public let label: String
  /// Such as `urgent 58 · ~4 min`; never empty.
  public let message: String
  /// The same in a whole sentence, for those who have it read out: `T-1: tier urgent, score 58, …`.
  public let sentence: String
  /// That of the message.
  let color: BadgeColor
  /// Whether there is nothing to show, as the ticket is not known.
  public let isError: Bool

  /// The badge of a ticket, or of a customer by one of the customer's tickets.
  ///
  /// Names are shown without control characters, and cut with `…` where they are long.
  ///
  /// - Parameters:
  ///   - facts: How the ticket was decided. A customer's that is only scored is one that the customer might come with.
  ///   - customer: The customer's id, for a badge that is labelled with it instead of with `priority`.
  public init(_ facts: DecisionFacts, customer: String? = nil) {
    let wait = facts.suggestedWaitSeconds.map(BadgeWait.init(seconds:))
    // The name is cut of itself, not to push out what follows it; a mark keeps numbers after an Arabic one in order.
    let standing = "\(BadgeText(facts.tier, atMost: 120).text)\u{200E} \(facts.score.whole)"
    let (message, news) =
      switch facts.state {
      case .scored:
        (
          wait.map { "\(standing) · \($0.short)" } ?? standing,
          "not in the line" + (wait.map { ", \($0.sentence)" } ?? "")
        )
      case .waiting:
        (
          wait.map { "\(standing) · \($0.short)" } ?? standing,
          (wait?.sentence ?? "not known how long it will wait")
            + (facts.position.map { ", number \($0) in the line" } ?? "")
        )
      case .leased: ("\(standing) · with an agent", "with an agent")
      case .done: ("done", "done")
      case .abandoned: ("abandoned", "abandoned")
      }
    self.init(
      label: customer.map { "customer \($0)" } ?? Self.usualLabel, message: message,
      sentence: Self.subject(facts, customer: customer)
        + "tier \(BadgeText.clean(facts.tier)), score \(facts.score.whole), \(news)",
      color: facts.state.isOver ? .none : .of(rank: facts.tierRank, count: facts.tierCount), isError: false)
  }

  /// How a sentence begins that tells how somebody stands.
  private static func subject(_ facts: DecisionFacts, customer: String?) -> String {
    let ticket = BadgeText.clean(facts.ticket)
    guard let customer else { return "\(ticket): " }
    let name = "Customer \(BadgeText.clean(customer))"
    if facts.state == .scored { return "\(name): a ticket now would be of " }
    return ticket.isEmpty ? "\(name): " : "\(name), ticket \(ticket): "
  }

  /// A badge that says that there is nothing to show.
  ///
  /// - Parameters:
  ///   - message: Why, in a few words, such as `no such ticket`.
  ///   - label: What is asked for.
  public static func unknown(_ message: String, label: String = Self.usualLabel) -> Badge {
    let name = BadgeText.clean(label)
    let reason = BadgeText.clean(message).isEmpty ? "unknown" : message
    return Badge(
      label: label, message: reason, sentence: (name.isEmpty ? "" : "\(name): ") + BadgeText.clean(reason),
      color: .none, isError: true)
  }

  /// The label of a ticket's badge.
  public static let usualLabel = "priority"

  private init(label: String, message: String, sentence: String, color: BadgeColor, isError: Bool) {
    self.label = BadgeText(label, atMost: 150).text
    let shown = BadgeText(message, atMost: 250).text
    self.message = shown.isEmpty ? "unknown" : shown
    self.sentence = sentence
    self.color = color
    self.isError = isError
  }
}

extension DecisionFacts.State {
  /// Whether nobody waits any more.
  fileprivate var isOver: Bool { self == .done || self == .abandoned }
}
