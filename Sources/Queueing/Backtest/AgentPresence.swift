/// Guesses who is at work from the agents that a log shows with tickets: those who have one, and those who had one not
/// long ago.
struct AgentPresence: Sendable {
  /// Beyond this time without a ticket an agent is taken to have gone, in seconds.
  let memorySeconds: Double
  /// What each agent is seen to do: tickets in hand, and when the last one ended.
  private var agents: [String: (tickets: Int, lastSeen: Double)] = [:]

  init(memorySeconds: Double) { self.memorySeconds = memorySeconds }

  mutating func started(_ agent: String, at now: Double) {
    let tickets = agents[agent]?.tickets ?? 0
    agents[agent] = (tickets + 1, now)
  }

  mutating func ended(_ agent: String, at now: Double) {
    let tickets = agents[agent]?.tickets ?? 0
    agents[agent] = (max(0, tickets - 1), now)
  }

  /// The lowest number of an unnamed agent who is free. Where a log names none, tickets are given to as few as could
  /// have had them.
  func freeName() -> String {
    var number = 1
    while let agent = agents["#\(number)"], agent.tickets > 0 { number += 1 }
    return "#\(number)"
  }

  /// How many are at work. At least one: somebody does take the tickets in the end.
  mutating func count(at now: Double) -> Int {
    agents = agents.filter { $0.value.tickets > 0 || now - $0.value.lastSeen <= memorySeconds }
    return max(1, agents.count)
  }
}
