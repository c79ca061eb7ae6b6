/// What happens in a simulation: who arrives, who answers, for how long. Times are seconds from its beginning, which
/// is a midnight.
public struct Scenario: Hashable, Sendable {
  /// The length of a day in seconds.
  public static let daySeconds = 86_400.0

  /// The tiers, the highest first.
  public var tiers: [SimulatedTier]
  /// Who answers.
  public var agents: [AgentGroup]
  /// How many tickets arrive.
  public var arrivals: ArrivalProfile
  /// How long an agent takes for a ticket, unless its tier has a law of its own.
  public var handling: HandlingLaw
  /// For how long tickets arrive. Those that wait then are still answered.
  public var durationSeconds: Double
  /// Tickets that arrive before this are not counted: the line begins empty, which is not how it mostly is.
  public var warmUpSeconds: Double

  public init(
    tiers: [SimulatedTier], agents: [AgentGroup], arrivals: ArrivalProfile, handling: HandlingLaw,
    durationSeconds: Double = Scenario.daySeconds, warmUpSeconds: Double = 0
  ) {
    self.tiers = tiers
    self.agents = agents
    self.arrivals = arrivals
    self.handling = handling
    self.durationSeconds = durationSeconds
    self.warmUpSeconds = warmUpSeconds
  }

  /// Throws the first thing that is wrong with it.
  public func check() throws(ScenarioError) {
    func need(_ condition: Bool, _ field: String, _ expected: String) throws(ScenarioError) {
      if !condition { throw ScenarioError(field: field, expected: expected) }
    }
    try need(!tiers.isEmpty, "tiers", "at least one tier")
    for (index, tier) in tiers.enumerated() { try check(tier, "tiers[\(index)]", need) }
    try need(tiers.contains { $0.share > 0 }, "tiers", "at least one share above 0")
    for (index, group) in agents.enumerated() {
      try need(group.count >= 1, "agents[\(index)].count", "a number of at least 1")
      try need(!group.desks.isEmpty, "agents[\(index)].desks", "at least one desk")
      try need(group.shift?.isValid ?? true, "agents[\(index)].shift", "two times of day that differ")
    }
    for tier in tiers where tier.share > 0 {
      for desk in tier.desks where !agents.contains(where: { $0.desks.contains(desk.desk) }) {
        throw ScenarioError(
          field: "agents", expected: "somebody for the desk \(desk.desk), where tickets of the tier \(tier.name) go")
      }
    }
    try need(arrivals.isValid, "arrivals", "rates of 0 or more, not all of them 0")
    try need(handling.isValid, "handling", Self.lawRule)
    try need(durationSeconds > 0 && durationSeconds.isFinite, "duration", "a time above 0")
    try need((0..<durationSeconds).contains(warmUpSeconds), "warm-up", "a time of 0 or more, less than the duration")
  }

  private func check(
    _ tier: SimulatedTier, _ field: String, _ need: (Bool, String, String) throws(ScenarioError) -> Void
  ) throws(ScenarioError) {
    try need(tier.share >= 0 && tier.share.isFinite, "\(field).share", "a number of 0 or more")
    try need(tier.promiseSeconds > 0 && tier.promiseSeconds.isFinite, "\(field).promise", "a time above 0")
    try need(
      !tier.desks.isEmpty && tier.desks.allSatisfy { $0.share > 0 && $0.share.isFinite }, "\(field).desks",
      "at least one desk, with shares above 0")
    try need((0...1).contains(tier.headStartShare), "\(field).head_start_share", "a number from 0 to 1")
    try need(tier.patienceSeconds.map { $0 > 0 } ?? true, "\(field).patience", "a time above 0")
    try need(
      tier.priorityRate.map { $0 > 0 && $0.isFinite } ?? true, "\(field).priority_rate", "a number above 0")
    try need(tier.handling?.isValid ?? true, "\(field).handling", Self.lawRule)
  }

  private static let lawRule = "a mean above 0 and a variation that its law allows"
}
