import HTTPWire
import Queueing
import Storage

/// An agent says how things are: `PUT /agents/{agent}`. It is a sign of life, too.
struct AgentCommand: QueueCommand {
  let id: String
  let state: Agent.State
  let desks: [String]

  /// Whether a text can be an agent's name: as those in bodies, 1 to 128 characters without control characters.
  static func isName(_ text: String) -> Bool {
    (1...128).contains(text.unicodeScalars.count)
      && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    let agent = Agent(id: id, state: state, desks: desks, seenAt: context.now)
    let isNew = context.state.agents[id] == nil
    context.state.put(agent)
    context.desks.formUnion(desks)
    try transaction.put(StoredAgent(agent))
    return .agent(AgentView(agent, context), isNew ? .created : .ok)
  }
}

extension StoredAgent {
  init(_ agent: Agent) {
    self.init(id: agent.id, state: agent.state.rawValue, desks: agent.desks, seenAt: agent.seenAt)
  }
}
