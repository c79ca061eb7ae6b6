import HTTPWire
import Queueing
import Storage

/// An agent goes: `DELETE /agents/{agent}`. Claims stay until they end.
struct RemoveAgentCommand: QueueCommand {
  let id: String

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard context.state.remove(agent: id) else {
      return Answer(Problem(kind: .notFound, status: 404, detail: "no agent of that name is known"))
    }
    try transaction.removeAgent(id: id)
    return Answer(head: ResponseHead(.noContent), body: [])
  }
}
