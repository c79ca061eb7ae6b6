/// Who serves a desk.
public struct AgentPool: Hashable, Sendable {
  /// Agents present that serve the desk, ≥ 0.
  public var agents: Int
  /// How many of them are free to take a ticket, 0…``agents``.
  public var idle: Int
  /// For every desk the weight |A_d ∩ A_j| / |A_j| with which j's tickets compete for this desk's agents, 0…1: one for
  /// the desk itself. A desk that is left out competes for none.
  public var weights: [String: Double]

  public init(agents: Int, idle: Int, weights: [String: Double]) {
    precondition(agents >= 0 && idle >= 0 && idle <= agents, "idle agents are some of the agents")
    precondition(weights.values.allSatisfy { (0...1).contains($0) }, "a weight is a share")
    self.agents = agents
    self.idle = idle
    self.weights = weights
  }
}
