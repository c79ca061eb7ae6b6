/// What another system is told of a ticket: that something became of it, and how it stands then.
public struct Notice: Equatable, Sendable {
  /// What became of the ticket.
  public enum Event: String, CaseIterable, Sendable {
    /// It was scored and joined the line.
    case decided = "ticket.decided"
    /// It was scored again, and its tier, its desk or its whole score differ.
    case changed = "ticket.changed"
    /// An agent has it.
    case taken = "ticket.taken"
    /// It waits again, as the agent gave it back or the claim ended.
    case waiting = "ticket.waiting"
    case done = "ticket.done"
    case abandoned = "ticket.abandoned"

    /// The name in a configuration: without `ticket.`.
    public var name: String { String(rawValue.dropFirst("ticket.".count)) }

    /// - Parameter name: the name in a configuration.
    public init?(name: String) { self.init(rawValue: "ticket.\(name)") }
  }

  /// What the receiver tells repetitions by: the same however often the notice is sent.
  public var id: String
  public var event: Event
  /// When it happened, in seconds since 1970.
  public var at: Double
  public var facts: DecisionFacts
  /// When the ticket came, in seconds since 1970: what it is ahead by counts from there.
  public var arrivedAt: Double
  /// What its tier was before; nil unless it was scored again.
  public var previousTier: String?

  public init(
    id: String, event: Event, at: Double, facts: DecisionFacts, arrivedAt: Double, previousTier: String? = nil
  ) {
    self.id = id
    self.event = event
    self.at = at
    self.facts = facts
    self.arrivedAt = arrivedAt
    self.previousTier = previousTier
  }

  /// Whether a ticket that was scored again differs in what others see of it: its tier, its desk or its whole score.
  public static func isChange(from old: DecisionFacts, to new: DecisionFacts) -> Bool {
    old.tier != new.tier || old.desk != new.desk || old.score.rounded() != new.score.rounded()
  }
}
