internal import GRDB
internal import Queueing

/// What reading from SQLite needs, alike for the last committed state and within a transaction.
protocol SQLiteReading: TicketReading {
  var db: Database { get }

  /// The lane that is stored under a number.
  func lane(_ number: Int64) throws -> Lane

  func ledger() throws -> Ledger

  /// Does one operation: its errors become the store's.
  func operation<R>(_ body: () throws -> R) throws -> R
}

extension SQLiteReading {
  func ticket(id: String) throws -> StoredTicket? {
    // SQLite would look for what comes before U+0000. No stored text has that.
    id.utf8.contains(0) ? nil : try fetchTicket(StoredTicket.byID, id)
  }

  func ticket(number: Int64) throws -> StoredTicket? {
    try fetchTicket(StoredTicket.byNumber, number)
  }

  func ticket(fence: Int64) throws -> StoredTicket? {
    try fetchTicket(StoredTicket.byFence, fence)
  }

  func tickets(numbers: [Int64]) throws -> [StoredTicket] {
    try numbers.compactMap { try ticket(number: $0) }
  }

  func request(idempotencyKey: String) throws -> RememberedRequest? {
    guard !idempotencyKey.utf8.contains(0) else { return nil }
    return try operation {
      let row = try SQLStatement(
        cached: "SELECT number, digest FROM idempotency_keys WHERE key = ?", db, [idempotencyKey])
      guard try row.step() else { return nil }
      return RememberedRequest(number: row.integer(0), digest: row.bytes(1))
    }
  }

  func eachWaiting(_ body: (Place) throws -> Void) throws {
    // Rows come lane by lane, so that a lane is looked up only where it changes.
    var last: (number: Int64, lane: Lane)?
    try each(
      """
      SELECT lane, key, number FROM tickets INDEXED BY tickets_waiting
      WHERE state = 0 ORDER BY lane, key, number
      """
    ) { row in
      let laneNumber: Int64 = row[0]
      if last?.number != laneNumber { last = (laneNumber, try lane(laneNumber)) }
      guard let lane = last?.lane else { return }
      try body(Place(lane: lane, key: row[1], number: row[2]))
    }
  }

  func eachLeased(_ body: (StoredTicket) throws -> Void) throws {
    // The statement is not a cached one, as `body` may come here again with the same.
    let statement = try operation {
      try db.makeStatement(sql: StoredTicket.selection + " WHERE t.state = 1 ORDER BY t.fence")
    }
    let rows = try SQLStatement(statement, db)
    while try operation({ try rows.step() }) { try body(ticket(rows)) }
  }

  func eachServed(since: Double, _ body: (ServedTicket) throws -> Void) throws {
    try each(ServedTicket.selection, [since]) { row in
      try body(ServedTicket(row, lane: lane(row[ServedTicket.laneColumn])))
    }
  }

  func eachAbandoned(since: Double, _ body: (AbandonedTicket) throws -> Void) throws {
    try each(
      """
      SELECT number, lane, arrived_at, finished_at FROM tickets
      WHERE state = 3 AND finished_at >= ? ORDER BY finished_at, number
      """, [since]
    ) { row in
      try body(
        AbandonedTicket(number: row[0], lane: lane(row[1]), arrivedAt: row[2], abandonedAt: row[3]))
    }
  }

  func agents() throws -> [StoredAgent] {
    var agents: [StoredAgent] = []
    try each("SELECT id, state, desks, seen_at FROM agents ORDER BY id") { row in
      try agents.append(StoredAgent(row))
    }
    return agents
  }

  func counts() throws -> TicketCounts {
    try operation { try ledger().counts }
  }

  func lastFence() throws -> Int64 {
    try operation { try ledger().lastFence }
  }

  private func fetchTicket(_ sql: String, _ value: any SQLValue) throws -> StoredTicket? {
    try operation {
      let row = try SQLStatement(cached: sql, db, [value])
      return try row.step() ? try ticket(row) : nil
    }
  }

  private func ticket(_ row: borrowing SQLStatement) throws -> StoredTicket {
    try StoredTicket(row, lane: lane(row.integer(StoredTicket.laneColumn)))
  }

  /// Calls `body` with each row. The statement is not a cached one, as `body` may come here again with the same.
  private func each(
    _ sql: String, _ arguments: StatementArguments = StatementArguments(), _ body: (Row) throws -> Void
  ) throws {
    let rows = try operation {
      try Row.fetchCursor(db.makeStatement(sql: sql), arguments: arguments)
    }
    while let row = try operation({ try rows.next() }) { try body(row) }
  }
}
