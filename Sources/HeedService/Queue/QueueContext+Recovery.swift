import Queueing
import Storage

extension QueueContext {
  /// Reads what a store has of the queue. A clock that is behind what is stored is put forward.
  mutating func recover(from store: any Store, _ clock: QueueClock) throws {
    now = clock.now
    try store.read { reading in
      let (line, newest) = try Self.line(of: reading)
      var state = QueueState(line: line, lastFence: try reading.lastFence(), rates: self.state.rates)
      let history = try QueueHistory(of: reading, until: now)
      history.teach(&state.rates)
      let lastArrival = try newest.flatMap { try reading.ticket(number: $0)?.arrivedAt } ?? 0
      clockLeapSeconds = clock.start(notBefore: max(history.lastTime, lastArrival))
      now = clock.now
      for lane in state.line.lanes { state.rates.restored(lane: lane, count: state.line.count(in: lane), at: now) }
      try reading.eachLeased { ticket in
        guard let lease = ticket.lease else { return }
        state.resume(
          Lease(
            fence: lease.fence, agent: lease.agent, place: ticket.place, leasedAt: lease.leasedAt,
            until: lease.leasedUntil))
      }
      for stored in try reading.agents() {
        guard let agentState = Agent.State(rawValue: stored.state) else { continue }
        state.put(Agent(id: stored.id, state: agentState, desks: stored.desks, seenAt: stored.seenAt))
        desks.formUnion(stored.desks)
      }
      desks.formUnion(history.lanes.map(\.desk))
      desks.formUnion(state.line.lanes.map(\.desk))
      desks.formUnion(state.leases.values.map(\.place.lane.desk))
      self.state = state
    }
  }

  /// Takes up what a store has that went its own way since: it failed, and may have kept what it said it had not, or it
  /// was put back to an older state. What it does not know, signs of life and figures, stays as it is.
  mutating func reconcile(with store: any Store, _ clock: QueueClock) throws {
    var recovered = QueueContext(settings)
    try recovered.recover(from: store, clock)
    recovered.state.keepFences(after: state.lastFence)
    for agent in state.agents.values {
      guard var known = recovered.state.agents[agent.id], known.seenAt < agent.seenAt else { continue }
      known.seenAt = agent.seenAt
      recovered.state.put(known)
    }
    recovered.figures = figures
    recovered.desks.formUnion(desks)
    self = recovered
  }

  /// The tickets that wait, which come lane by lane and in their order, and which of them was accepted last.
  private static func line(of reading: any StoreReading) throws -> (Line, newest: Int64?) {
    var newest: Int64?
    var lanes: [(Lane, [LineEntry])] = []
    try reading.eachWaiting { place in
      if lanes.last?.0 != place.lane { lanes.append((place.lane, [])) }
      lanes[lanes.count - 1].1.append(LineEntry(key: place.key, number: place.number))
      newest = max(newest ?? 0, place.number)
    }
    return (Line(sorted: lanes), newest)
  }
}
