internal import GRDB

/// What the one row of `ledger` says.
struct Ledger: Equatable {
  var counts: TicketCounts
  /// The number of the ticket that was accepted last.
  var lastNumber: Int64
  /// The fence of the lease that was given out last.
  var lastFence: Int64
  /// The row of the decision that was stored last.
  var lastDecision: Int64
  /// How many customers are stored.
  var customers: Int64
  /// The number of the customer that was stored last.
  var lastCustomer: Int64
  /// The number of the message that was stored last.
  var lastMessage: Int64

  static func fetch(from db: Database) throws -> Ledger {
    let row = try SQLStatement(
      cached: """
        SELECT waiting, leased, done, abandoned, last_number, last_fence, last_decision, customers, last_customer,
          last_message
        FROM ledger
        """, db)
    guard try row.step() else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the ledger is missing")
    }
    return Ledger(
      counts: TicketCounts(
        waiting: Int(row.integer(0)), leased: Int(row.integer(1)), done: Int(row.integer(2)),
        abandoned: Int(row.integer(3))),
      lastNumber: row.integer(4), lastFence: row.integer(5), lastDecision: row.integer(6), customers: row.integer(7),
      lastCustomer: row.integer(8), lastMessage: row.integer(9))
  }

  func store(in db: Database) throws {
    _ = try SQLStatement(
      cached: """
        UPDATE ledger SET waiting = ?, leased = ?, done = ?, abandoned = ?, last_number = ?, last_fence = ?,
          last_decision = ?, customers = ?, last_customer = ?, last_message = ?
        """, db,
      [
        counts.waiting, counts.leased, counts.done, counts.abandoned, lastNumber, lastFence, lastDecision, customers,
        lastCustomer, lastMessage,
      ]
    ).run()
  }
}
