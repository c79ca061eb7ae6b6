internal import GRDB
internal import Queueing

extension SQLiteTransaction {
  func insert(_ ticket: NewTicket) throws -> Int64 {
    try operation {
      let (lane, subject) = (ticket.lane, ticket.subject)
      try check(
        ticket.id, lane.desk, lane.tier, ticket.forecast.basis, subject.customer, subject.topic, subject.story,
        subject.channel)
      try check(numbers: ticket.arrivedAt, ticket.headStartSeconds, ticket.score, ticket.decidedAt)
      try check(decisionID: ticket.decisionID)
      let (number, row) = (current.lastNumber + 1, current.lastDecision + 1)
      let values: [any SQLValue] = [
        number, ticket.id, try laneNumber(lane), ticket.arrivedAt - ticket.headStartSeconds, ticket.arrivedAt,
        ticket.headStartSeconds, ticket.score, ticket.forecast.p50Seconds, ticket.forecast.p90Seconds,
        ticket.forecast.position, ticket.forecast.basis, row, ticket.requestDigest, subject.customer, subject.topic,
        subject.story, subject.channel, subject.isLoud,
      ]
      try change(
        """
        INSERT INTO tickets (number, id, state, lane, key, arrived_at, head_start_seconds, score,
          forecast_p50_seconds, forecast_p90_seconds, forecast_position, forecast_basis, decision, request_digest,
          customer, topic, story, channel, is_loud)
        VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """, values, orConflict: "a ticket with the id \(ticket.id) is stored already")
      try change(
        Self.insertDecision,
        [
          row, ticket.decisionID, number, ticket.id, subject.customer, ticket.decidedAt, ticket.request, ticket.known,
          ticket.decision,
        ])
      (current.lastNumber, current.lastDecision) = (number, row)
      current.counts.waiting += 1
      return number
    }
  }

  func rescore(number: Int64, _ change: TicketChange) throws {
    try operation {
      let subject = change.subject
      try check(
        change.lane.desk, change.lane.tier, subject.customer, subject.topic, subject.story, subject.channel)
      try check(numbers: change.headStartSeconds, change.score, change.decidedAt)
      try check(decisionID: change.decisionID)
      let id = try first("SELECT id FROM tickets WHERE number = ? AND state IN (0, 1)", [number]) { row in row.text(0) }
      guard let id else { throw StorageError.conflict("ticket \(number) is neither waiting nor leased") }
      _ = try changes(
        """
        INSERT INTO former_customers (customer, number)
        SELECT customer, number FROM tickets WHERE number = ?1 AND customer IS NOT NULL AND customer IS NOT ?2
        ON CONFLICT DO NOTHING
        """, [number, subject.customer])
      let row = current.lastDecision + 1
      // The key as it would be computed from what is stored: a sum of the same two doubles.
      try self.change(
        """
        UPDATE tickets SET lane = ?2, key = arrived_at - ?3, head_start_seconds = ?3, score = ?4, version = version + 1,
          decision = ?5, customer = ?6, topic = ?7, story = ?8, channel = ?9, is_loud = ?10
        WHERE number = ?1
        """,
        [
          number, try laneNumber(change.lane), change.headStartSeconds, change.score, row, subject.customer,
          subject.topic, subject.story, subject.channel, subject.isLoud,
        ])
      try self.change(
        Self.insertDecision,
        [
          row, change.decisionID, number, id, subject.customer, change.decidedAt, change.request, change.known,
          change.decision,
        ])
      current.lastDecision = row
    }
  }

  private static var insertDecision: String {
    """
    INSERT INTO decisions (row, id, number, ticket, customer, decided_at, request, known, decision)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  }

  private func check(decisionID: [UInt8]) throws {
    guard decisionID.count == 16 else { throw StorageError(.unstorable, "the id of a decision has 16 bytes") }
  }

  func lease(number: Int64, agent: String, fence: Int64, at: Double, until: Double) throws {
    try operation {
      try check(agent)
      guard fence > current.lastFence else {
        throw StorageError.conflict("fence \(fence) is not greater than the last, \(current.lastFence)")
      }
      try change(
        """
        UPDATE tickets SET state = 1, agent = ?, fence = ?, leased_at = ?, leased_until = ?, attempts = attempts + 1
        WHERE number = ? AND state = 0
        """,
        [agent, fence, at, until, number], orConflict: "ticket \(number) does not wait")
      current.lastFence = fence
      current.counts.waiting -= 1
      current.counts.leased += 1
    }
  }

  func extend(number: Int64, until: Double) throws {
    try operation {
      try change(
        "UPDATE tickets SET leased_until = ? WHERE number = ? AND state = 1",
        [until, number], orConflict: "ticket \(number) is not leased")
    }
  }

  func release(number: Int64) throws {
    try operation {
      try change(
        """
        UPDATE tickets SET state = 0, agent = NULL, fence = NULL, leased_at = NULL, leased_until = NULL
        WHERE number = ? AND state = 1
        """, [number], orConflict: "ticket \(number) is not leased")
      current.counts.leased -= 1
      current.counts.waiting += 1
    }
  }

  func finish(number: Int64, as state: TicketState, at: Double) throws {
    precondition(state == .done || state == .abandoned, "a ticket ends done or abandoned")
    try operation {
      let from = "UPDATE tickets SET state = ?, finished_at = ? WHERE number = ? AND state = "
      let values: [any SQLValue] = [state.rawValue, at, number]
      if state == .abandoned, try changes(from + "0", values) {
        current.counts.waiting -= 1
      } else {
        let allowed = state == .done ? "is not leased" : "is neither waiting nor leased"
        try change(from + "1", values, orConflict: "ticket \(number) \(allowed)")
        current.counts.leased -= 1
      }
      if state == .done { current.counts.done += 1 } else { current.counts.abandoned += 1 }
    }
  }
}

extension SQLiteTransaction {
  func put(_ agent: StoredAgent) throws {
    try operation {
      try check(agent.id, agent.state)
      try change(
        """
        INSERT INTO agents (id, state, desks, seen_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, desks = excluded.desks, seen_at = excluded.seen_at
        """, [agent.id, agent.state, try agent.encodedDesks(), agent.seenAt])
    }
  }

  func removeAgent(id: String) throws {
    try operation { _ = try changes("DELETE FROM agents WHERE id = ?", [id]) }
  }

  func remember(idempotencyKey: String, number: Int64, digest: [UInt8], at: Double) throws {
    try operation {
      try check(idempotencyKey)
      try change(
        """
        INSERT INTO idempotency_keys (key, number, digest, remembered_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO NOTHING
        """, [idempotencyKey, number, digest, at], orConflict: "the key \(idempotencyKey) is remembered already")
    }
  }

  func prune(finishedBefore: Double, limit: Int) throws -> Int {
    try operation {
      let old = "(SELECT number FROM tickets WHERE finished_at < ? ORDER BY finished_at, number LIMIT ?)"
      let values: [any SQLValue] = [finishedBefore, limit]
      _ = try changes("DELETE FROM idempotency_keys WHERE number IN \(old)", values)
      _ = try changes(Self.keepContacts + "number IN \(old)", values)
      _ = try changes("DELETE FROM tickets WHERE number IN \(old)", values)
      return db.changesCount
    }
  }

  /// Has what stays of tickets outlive them, of which what comes behind is true.
  static var keepContacts: String {
    """
    INSERT INTO contacts (number, id, customer, topic, story, channel, arrived_at, is_loud, state)
    SELECT number, id, customer, topic, story, channel, arrived_at, is_loud, state FROM tickets WHERE 
    """
  }
}
