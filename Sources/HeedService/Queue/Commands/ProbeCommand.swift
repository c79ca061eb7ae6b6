import HTTPWire
import Storage

/// Writes what may stay, to find out whether the store can be written.
struct ProbeCommand: QueueCommand {
  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    // A name that no agent can have, as those of agents are not empty.
    try transaction.put(StoredAgent(id: "", state: "", desks: [], seenAt: context.now))
    try transaction.removeAgent(id: "")
    return Answer(head: ResponseHead(.noContent), body: [])
  }
}
