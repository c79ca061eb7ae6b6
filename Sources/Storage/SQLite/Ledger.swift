internal import GRDB

/// What the one row of `ledger` says.
struct Ledger: Equatable {
  var counts: TicketCounts
  /// The number of the ticket that was accepted last.
  var lastNumber: Int64
  /// The fence of the lease that was given out last.
  var lastFence: Int64

  static func fetch(from db: Database) throws -> Ledger {
    let statement = try db.cachedStatement(
      sql: "SELECT waiting, leased, done, abandoned, last_number, last_fence FROM ledger")
    guard let row = try Row.fetchOne(statement) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the ledger is missing")
    }
    return Ledger(
      counts: TicketCounts(waiting: row[0], leased: row[1], done: row[2], abandoned: row[3]),
      lastNumber: row[4], lastFence: row[5])
  }

  func store(in db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE ledger SET waiting = ?, leased = ?, done = ?, abandoned = ?, last_number = ?, last_fence = ?"
    ).execute(arguments: [counts.waiting, counts.leased, counts.done, counts.abandoned, lastNumber, lastFence])
  }
}
