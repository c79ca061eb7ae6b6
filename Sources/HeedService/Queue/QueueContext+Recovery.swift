import Queueing
import Storage

extension QueueContext {
  /// How much of the past the rates are learned from again, in seconds.
  private static var learnedSeconds: Double { 7 * 86_400 }

  /// Reads what a store has of the queue. A clock that is behind what is stored is put forward.
  mutating func recover(from store: any TicketStore, _ clock: QueueClock) throws {
    now = clock.now
    try store.read { reading in
      let (line, newest) = try Self.line(of: reading)
      var state = QueueState(line: line, lastFence: try reading.lastFence(), rates: self.state.rates)
      let last = max(
        try learn(from: reading, &state.rates), try newest.flatMap { try reading.ticket(number: $0)?.arrivedAt } ?? 0)
      clockLeapSeconds = clock.start(notBefore: last)
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
      desks.formUnion(state.line.lanes.map(\.desk))
      desks.formUnion(state.leases.values.map(\.place.lane.desk))
      self.state = state
    }
  }

  /// Takes up what a store has that went its own way since: it failed, and may have kept what it said it had not, or it
  /// was put back to an older state. What it does not know, signs of life and figures, stays as it is.
  mutating func reconcile(with store: any TicketStore, _ clock: QueueClock) throws {
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
  private static func line(of reading: any TicketReading) throws -> (Line, newest: Int64?) {
    var newest: Int64?
    var lanes: [(Lane, [LineEntry])] = []
    try reading.eachWaiting { place in
      if lanes.last?.0 != place.lane { lanes.append((place.lane, [])) }
      lanes[lanes.count - 1].1.append(LineEntry(key: place.key, number: place.number))
      newest = max(newest ?? 0, place.number)
    }
    return (Line(sorted: lanes), newest)
  }

  /// Tells the estimators what happened, in the order in which it did.
  ///
  /// - Returns: when the last of it did.
  private mutating func learn(from reading: any TicketReading, _ rates: inout RateEstimators) throws -> Double {
    var events: [(at: Double, learn: (inout RateEstimators) -> Void)] = []
    let since = now - Self.learnedSeconds
    try reading.eachServed(since: since) { ticket in
      let lane = ticket.lane
      let waited = max(0, ticket.leasedAt - ticket.arrivedAt)
      desks.insert(lane.desk)
      events.append((ticket.arrivedAt, { $0.arrived(lane: lane, headStartSeconds: 0, at: ticket.arrivedAt) }))
      events.append(
        (
          ticket.leasedAt,
          { rates in
            rates.started(lane: lane, waitedSeconds: waited, queueExisted: waited > 1, at: ticket.leasedAt)
            guard let p50 = ticket.forecast.p50Seconds, let p90 = ticket.forecast.p90Seconds, ticket.attempts == 1
            else {
              return
            }
            let forecast = Forecast(p50Seconds: p50, p90Seconds: p90, position: ticket.forecast.position ?? 1)
            rates.forecastCameTrue(lane: lane, forecast: forecast, waitedSeconds: waited, at: ticket.leasedAt)
          }
        ))
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
    return events.last?.at ?? 0
  }
}
