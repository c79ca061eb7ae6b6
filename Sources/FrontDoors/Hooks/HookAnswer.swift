import JSON

/// What a system is answered when its webhook was dealt with: JSON for whoever reads it, as a scrip of Request Tracker
/// or a rule that sets the priority from it.
public enum HookAnswer {
  /// What was done.
  public enum Outcome: String, CaseIterable, Sendable {
    case enqueued, scored, updated, abandoned, completed, ignored
  }

  /// How urgent a ticket is in a system's own words.
  public struct Priority: Equatable, Sendable {
    /// One of the system's names, such as `high`; nil where it has none.
    public var name: String?
    /// 0…100, 100 the most urgent.
    public var number: Int

    public init(name: String?, number: Int) {
      self.name = name
      self.number = number
    }
  }

  /// The status of the answer: 204 for Twilio, which asks for that, 200 for all others.
  public static func status(for system: HookSystem) -> Int { system == .twilio ? 204 : 200 }

  /// The body of the answer.
  ///
  /// - Parameters:
  ///   - facts: How the ticket was decided; nil where it was not.
  ///   - isDuplicate: Whether the same delivery, or the same ticket, had come before.
  ///   - reason: Why nothing was done.
  ///   - warnings: What of the payload was left out.
  ///   - priority: How urgent that is in the system's words.
  /// - Returns: JSON; nil where the answer has no body.
  public static func body(
    for system: HookSystem, _ outcome: Outcome, ticket: String, facts: DecisionFacts?, isDuplicate: Bool = false,
    reason: String? = nil, warnings: [String] = [], priority: (DecisionFacts) -> Priority
  ) -> [UInt8]? {
    if status(for: system) == 204 { return nil }
    let json = JSONWriter(capacity: 512)
    json.object {
      json.key("action").string(outcome.rawValue)
      json.key("ticket")
      ticket.isEmpty ? json.null() : json.string(ticket)
      if let facts { write(facts, priority(facts), for: system, to: json) }
      json.key("duplicate").bool(isDuplicate)
      json.key("reason")
      if let reason { json.string(reason) } else { json.null() }
      if !warnings.isEmpty { json.key("warnings").array { warnings.forEach { json.string($0) } } }
    }
    return [UInt8](json.bytes)
  }

  private static func write(
    _ facts: DecisionFacts, _ priority: Priority, for system: HookSystem, to json: JSONWriter
  ) {
    json.key("tier").string(facts.tier)
    json.key("score").number(facts.score, decimals: 1)
    json.key("desk").string(facts.desk)
    json.key("wait_seconds")
    if let wait = facts.suggestedWaitSeconds { json.number(wait, decimals: 0) } else { json.null() }
    json.key("priority")
    if let name = priority.name { json.string(name) } else { json.null() }
    if system == .requestTracker { json.key("rt_priority").number(priority.number) }
  }
}
