internal import GRDB
internal import Queueing

/// What reading from SQLite needs, alike for the last committed state and within a transaction.
protocol SQLiteReading: StoreReading {
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
    return try first("SELECT number, digest FROM idempotency_keys WHERE key = ?", [idempotencyKey]) { row in
      RememberedRequest(number: row.integer(0), digest: row.bytes(1))
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
      let laneNumber = row.integer(0)
      if last?.number != laneNumber { last = (laneNumber, try lane(laneNumber)) }
      guard let lane = last?.lane else { return }
      try body(Place(lane: lane, key: row.double(1), number: row.integer(2)))
    }
  }

  func eachLeased(_ body: (StoredTicket) throws -> Void) throws {
    try each(StoredTicket.selection + " WHERE t.state = 1 ORDER BY t.fence") { row in try body(ticket(row)) }
  }

  func eachServed(since: Double, _ body: (ServedTicket) throws -> Void) throws {
    try each(ServedTicket.selection, [since]) { row in
      try body(ServedTicket(row, lane: lane(row.integer(ServedTicket.laneColumn))))
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
        AbandonedTicket(
          number: row.integer(0), lane: lane(row.integer(1)), arrivedAt: row.double(2), abandonedAt: row.double(3)))
    }
  }

  func agents() throws -> [StoredAgent] {
    try all("SELECT id, state, desks, seen_at FROM agents ORDER BY id") { row in try StoredAgent(row) }
  }

  func counts() throws -> TicketCounts {
    try operation { try ledger().counts }
  }

  func lastFence() throws -> Int64 {
    try operation { try ledger().lastFence }
  }

  private func fetchTicket(_ sql: String, _ value: any SQLValue) throws -> StoredTicket? {
    try first(sql, [value]) { row in try ticket(row) }
  }

  private func ticket(_ row: borrowing SQLStatement) throws -> StoredTicket {
    try StoredTicket(row, lane: lane(row.integer(StoredTicket.laneColumn)))
  }
}

extension SQLiteReading {
  /// What the first row says; nil where there is none.
  func first<R>(
    _ sql: String, _ values: [any SQLValue], _ read: (borrowing SQLStatement) throws -> R
  ) throws -> R? {
    try operation {
      let row = try SQLStatement(cached: sql, db, values)
      return try row.step() ? try read(row) : nil
    }
  }

  /// What each row says.
  func all<R>(
    _ sql: String, _ values: [any SQLValue] = [], _ read: (borrowing SQLStatement) throws -> R
  ) throws -> [R] {
    try operation {
      let rows = try SQLStatement(cached: sql, db, values)
      var found: [R] = []
      while try rows.step() { found.append(try read(rows)) }
      return found
    }
  }

  /// Calls `body` with each row. The statement is not a cached one, as `body` may come here again with the same.
  func each(
    _ sql: String, _ values: [any SQLValue] = [], _ body: (borrowing SQLStatement) throws -> Void
  ) throws {
    let statement = try operation { try db.makeStatement(sql: sql) }
    let rows = try SQLStatement(statement, db, values)
    while try operation({ try rows.step() }) { try body(rows) }
  }
}
