import JSON
import Queueing

/// An agent as it is answered.
struct AgentView {
  let agent: Agent
  /// Whether it counts as being there.
  let isPresent: Bool
  /// The claims in its hands, in the order of their fences.
  let leases: [Lease]

  init(_ agent: Agent, _ context: QueueContext) {
    self.init(agent, context.state, context.settings, now: context.now)
  }

  init(_ agent: Agent, _ state: QueueState, _ settings: QueueConfiguration, now: Double) {
    self.agent = agent
    isPresent = state.isPresent(agent, at: now, timeoutSeconds: settings.agentTimeoutSeconds)
    leases = state.leases.values.filter { $0.agent == agent.id }.sorted { $0.fence < $1.fence }
  }

  func write(to json: JSONWriter) {
    json.object {
      json.key("agent").string(agent.id)
      json.key("state").string(agent.state.rawValue)
      json.key("present").bool(isPresent)
      json.key("desks").array { for desk in agent.desks { json.string(desk) } }
      json.key("seen_at").time(Int(agent.seenAt))
      json.key("claims").array {
        for lease in leases {
          json.object {
            json.key("fence").number(Int(lease.fence))
            json.key("leased_at").time(Int(lease.leasedAt))
            json.key("leased_until").time(Int(lease.until))
          }
        }
      }
    }
  }
}
