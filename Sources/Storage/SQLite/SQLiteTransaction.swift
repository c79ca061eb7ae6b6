internal import GRDB
internal import Queueing

/// A transaction under way. It keeps the ledger in memory and writes it once, at the end.
final class SQLiteTransaction: SQLiteReading, TicketTransaction {
  let db: Database
  private let lanes: LaneNumbers
  private let faults: SQLiteFaults
  private var current: Ledger
  private let stored: Ledger
  /// Lanes that this transaction has met first: known to all once it is committed.
  private(set) var newLanes: [Int64: Lane] = [:]
  /// What ended the transaction before its time.
  private var failure: (any Error)?

  init(_ db: Database, lanes: LaneNumbers, faults: SQLiteFaults) throws {
    self.db = db
    self.lanes = lanes
    self.faults = faults
    stored = try Ledger.fetch(from: db)
    current = stored
  }

  /// Does what is left to do before the commit.
  func storeLedger() throws {
    try operation {
      if current != stored { try current.store(in: db) }
    }
  }

  func ledger() -> Ledger { current }

  /// SQLite may have rolled back when it failed, and would take what comes next for transactions of their own. So after
  /// a failure there is nothing next. What is refused changed nothing and is no failure.
  func operation<R>(_ body: () throws -> R) throws -> R {
    if let failure { throw failure }
    do {
      return try body()
    } catch {
      let error = faults.translate(error)
      if (error as? StorageError)?.isRefusal != true { failure = error }
      throw error
    }
  }

  func insert(_ ticket: NewTicket) throws -> Int64 {
    try operation {
      try check(ticket.id, ticket.lane.desk, ticket.lane.tier, ticket.forecast.basis)
      let number = current.lastNumber + 1
      let values: [any SQLValue] = [
        number, ticket.id, try laneNumber(ticket.lane), ticket.arrivedAt - ticket.headStartSeconds, ticket.arrivedAt,
        ticket.headStartSeconds, ticket.score, ticket.forecast.p50Seconds, ticket.forecast.p90Seconds,
        ticket.forecast.position, ticket.forecast.basis,
      ]
      try change(
        """
        INSERT INTO tickets (number, id, state, lane, key, arrived_at, head_start_seconds, score,
          forecast_p50_seconds, forecast_p90_seconds, forecast_position, forecast_basis)
        VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """, values, orConflict: "a ticket with the id \(ticket.id) is stored already")
      try change(
        "INSERT INTO ticket_bodies (number, request, decision, request_digest) VALUES (?, ?, ?, ?)",
        [number, ticket.request, ticket.decision, ticket.requestDigest])
      current.lastNumber = number
      current.counts.waiting += 1
      return number
    }
  }

  func rescore(number: Int64, _ change: TicketChange) throws {
    try operation {
      try check(change.lane.desk, change.lane.tier)
      // The key as it would be computed from what is stored: a sum of the same two doubles.
      try self.change(
        """
        UPDATE tickets SET lane = ?2, key = arrived_at - ?3, head_start_seconds = ?3, score = ?4, version = version + 1
        WHERE number = ?1 AND state IN (0, 1)
        """,
        [number, try laneNumber(change.lane), change.headStartSeconds, change.score],
        orConflict: "ticket \(number) is neither waiting nor leased")
      try self.change(
        "UPDATE ticket_bodies SET request = ?, decision = ? WHERE number = ?",
        [change.request, change.decision, number])
    }
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
      _ = try changes("DELETE FROM ticket_bodies WHERE number IN \(old)", values)
      _ = try changes("DELETE FROM tickets WHERE number IN \(old)", values)
      return db.changesCount
    }
  }

  func lane(_ number: Int64) throws -> Lane {
    if let lane = lanes.lane(number) ?? newLanes[number] { return lane }
    let lane = try operation { try LaneNumbers.fetch(number, from: db) }
    newLanes[number] = lane
    return lane
  }

  /// The number of a lane, which is stored if it was not.
  private func laneNumber(_ lane: Lane) throws -> Int64 {
    if let number = lanes.number(lane) { return number }
    let values: [any SQLValue] = [lane.desk, lane.tier, lane.promiseSeconds]
    _ = try changes("INSERT INTO lanes (desk, tier, promise_seconds) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", values)
    let statement = try SQLStatement(
      cached: "SELECT lane FROM lanes WHERE desk = ? AND tier = ? AND promise_seconds = ?", db, values)
    guard try statement.step() else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a lane is missing that was just stored")
    }
    let number = statement.integer(0)
    newLanes[number] = lane
    return number
  }

  /// SQLite takes U+0000 for the end of a text, and would take one id for another; PostgreSQL refuses it.
  private func check(_ texts: String...) throws {
    for text in texts where text.utf8.contains(0) {
      throw StorageError(.unstorable, "a text has the character U+0000 in it: send one without")
    }
  }

  /// Runs a statement that changes at least one row, or else finds the state that `conflict` tells.
  private func change(
    _ sql: String, _ values: [any SQLValue], orConflict conflict: @autoclosure () -> String = "nothing to change"
  ) throws {
    guard try changes(sql, values) else { throw StorageError.conflict(conflict()) }
  }

  /// Runs a statement and tells whether it changed anything.
  private func changes(_ sql: String, _ values: [any SQLValue]) throws -> Bool {
    try SQLStatement(cached: sql, db, values).run() > 0
  }
}
