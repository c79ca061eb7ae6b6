import Queueing
import Storage

extension QueueContext {
  /// How much of the past the rates are learned from again, in seconds.
  private static var learnedSeconds: Double { 7 * 86_400 }

  /// Reads what a store has of the queue.
  mutating func recover(from store: any TicketStore, at now: Double) throws {
    self.now = now
    try store.read { reading in
      var state = QueueState(
        line: try Self.line(of: reading), lastFence: try reading.lastFence(), rates: self.state.rates)
      try learn(from: reading, &state.rates)
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
      desks.formUnion(state.line.lanes.map(\.desk))
      desks.formUnion(state.leases.values.map(\.place.lane.desk))
      self.state = state
    }
  }

  /// The tickets that wait, which come lane by lane and in their order.
  private static func line(of reading: any TicketReading) throws -> Line {
    var lanes: [(Lane, [LineEntry])] = []
    try reading.eachWaiting { place in
      if lanes.last?.0 != place.lane { lanes.append((place.lane, [])) }
      lanes[lanes.count - 1].1.append(LineEntry(key: place.key, number: place.number))
    }
    return Line(sorted: lanes)
  }

  /// Tells the estimators what happened, in the order in which it did.
  private mutating func learn(from reading: any TicketReading, _ rates: inout RateEstimators) throws {
    var events: [(at: Double, learn: (inout RateEstimators) -> Void)] = []
    let since = now - Self.learnedSeconds
    try reading.eachServed(since: since) { ticket in
      let lane = ticket.lane
      let waited = max(0, ticket.leasedAt - ticket.arrivedAt)
      desks.insert(lane.desk)
      events.append((ticket.arrivedAt, { $0.arrived(lane: lane, headStartSeconds: 0, at: ticket.arrivedAt) }))
      events.append((ticket.leasedAt, { rates in
        rates.started(lane: lane, waitedSeconds: waited, queueExisted: waited > 1, at: ticket.leasedAt)
        guard let p50 = ticket.forecast.p50Seconds, let p90 = ticket.forecast.p90Seconds, ticket.attempts == 1 else {
          return
        }
        let forecast = Forecast(p50Seconds: p50, p90Seconds: p90, position: ticket.forecast.position ?? 1)
        rates.forecastCameTrue(lane: lane, forecast: forecast, waitedSeconds: waited, at: ticket.leasedAt)
      }))
      guard let finished = ticket.finishedAt else { return }
      let handled = max(0, finished - ticket.leasedAt)
      events.append((finished, { $0.completed(desk: lane.desk, handlingSeconds: handled, at: finished) }))
    }
    try reading.eachAbandoned(since: since) { ticket in
      let (lane, at) = (ticket.lane, ticket.abandonedAt)
      let waited = max(0, at - ticket.arrivedAt)
      events.append((ticket.arrivedAt, { $0.arrived(lane: lane, headStartSeconds: 0, at: ticket.arrivedAt) }))
      events.append((at, { $0.abandoned(lane: lane, waitedSeconds: waited, at: at) }))
    }
    events.sort { $0.at < $1.at }
    for event in events { event.learn(&rates) }
  }
}
