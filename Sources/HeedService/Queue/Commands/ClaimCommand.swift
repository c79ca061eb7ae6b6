import FrontDoors
import HTTPWire
import Queueing
import Storage

/// An agent takes the next ticket: `POST /queue/claims`.
struct ClaimCommand: QueueCommand {
  let agent: String
  /// The desks to take from; nil: those that the agent is known to serve.
  let desks: [String]?
  let leaseSeconds: Double
  let patience: UInt64

  func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
    guard let desks = desks ?? context.state.agents[agent]?.desks, !desks.isEmpty else {
      return Answer(
        Problem([FieldProblem(pointer: "/desks", detail: "expected the desks to take from, as the agent is not known")])
      )
    }
    let now = context.now
    try see(desks, &context, transaction)
    guard let place = context.state.next(for: desks, at: now) else { return nil }
    guard let ticket = try transaction.ticket(number: place.number) else {
      throw StorageError(.conflict, "ticket number \(place.number) is in the line and not in the store")
    }
    let waited = max(0, now - ticket.arrivedAt)
    let lease = context.state.claim(place, by: agent, waitedSeconds: waited, at: now, until: now + leaseSeconds)!
    try transaction.lease(number: place.number, agent: agent, fence: lease.fence, at: now, until: lease.until)
    context.note(ticket, place, waited: waited)
    var taken = ticket
    taken.state = .leased
    taken.lease = StoredLease(agent: agent, fence: lease.fence, leasedAt: now, leasedUntil: lease.until)
    taken.attempts += 1
    try context.tell(TicketNews(taken, state: .leased), transaction)
    return .claim(taken, .created, now: now, includesDecision: true)
  }

  /// Whoever asks for work is there. That is stored only of agents that were not known: of the others it is no more
  /// than the lease tells.
  private func see(
    _ desks: [String], _ context: inout QueueContext, _ transaction: any StoreTransaction
  ) throws {
    let isKnown = context.state.agents[agent]?.state == .available
    context.state.sees(agent: agent, desks: desks, at: context.now)
    context.desks.formUnion(desks)
    if isKnown { return }
    guard let known = context.state.agents[agent] else { return }
    try transaction.put(StoredAgent(known))
  }

  func canGoOn(_ context: QueueContext) -> Bool {
    (desks ?? context.state.agents[agent]?.desks ?? []).contains { context.state.line.count(desk: $0) > 0 }
  }
}

extension QueueContext {
  /// What a ticket's first start tells of promises and forecasts.
  mutating func note(_ ticket: StoredTicket, _ place: Place, waited: Double) {
    guard ticket.attempts == 0 else { return }
    let lane = place.lane
    let overtaken = state.line.lanes.reduce(0) { count, other in
      other.desk == lane.desk ? count + state.line.count(in: other, keysAtMost: place.key.nextDown) : count
    }
    figures.started(lane, waitedSeconds: waited, overtaken: overtaken)
    // That an agent was free is no forecast of a line: it says nothing of how good those are. And a ticket that was
    // scored again has another place than the one that the forecast was of.
    guard ticket.version == 1, let forecast = Forecast(ticket.forecast), forecast.p90Seconds > 0 else { return }
    figures.compared(
      lane, p50Seconds: forecast.p50Seconds, p90Seconds: forecast.p90Seconds, waitedSeconds: waited)
    state.rates.forecastCameTrue(lane: lane, forecast: forecast, waitedSeconds: waited, at: now)
  }
}
