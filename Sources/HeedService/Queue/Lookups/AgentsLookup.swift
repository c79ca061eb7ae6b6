import HTTPWire
import JSON
import Queueing

/// One agent, or all by their names: `GET /agents/{agent}`, `GET /agents`.
struct AgentsLookup: QueueLookup {
  /// The one that is asked for; nil: all.
  let id: String?

  func answer(_ context: QueueReader.Context) throws -> Answer {
    let state = context.snapshot.state
    func view(_ id: String) -> AgentView? {
      state.agents[id].map { AgentView($0, state, context.settings, now: context.now) }
    }
    if let id {
      guard let view = view(id) else {
        return Answer(Problem(kind: .notFound, status: 404, detail: "no agent of that name is known"))
      }
      return .agent(view, .ok)
    }
    return .json { json in
      json.object {
        json.key("agents").array { for id in state.agents.keys.sorted() { view(id)?.write(to: json) } }
      }
    }
  }
}
