internal import GRDB
internal import Queueing

/// A transaction under way. It keeps the ledger in memory and writes it once, at the end.
final class SQLiteTransaction: SQLiteReading, StoreTransaction {
  let db: Database
  private let lanes: LaneNumbers
  private let faults: SQLiteFaults
  /// What the ledger is to say.
  var current: Ledger
  private let stored: Ledger
  /// Lanes that this transaction has met first: known to all once it is committed.
  private(set) var newLanes: [Int64: Lane] = [:]
  /// A customer's number that is known to be stored, so that nobody looks again.
  var knownCustomer: Int64?
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
}

extension SQLiteTransaction {
  func lane(_ number: Int64) throws -> Lane {
    if let lane = lanes.lane(number) ?? newLanes[number] { return lane }
    let lane = try operation { try LaneNumbers.fetch(number, from: db) }
    newLanes[number] = lane
    return lane
  }

  /// The number of a lane, which is stored if it was not.
  func laneNumber(_ lane: Lane) throws -> Int64 {
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
  func check(_ texts: String?...) throws {
    for case let text? in texts where text.utf8.contains(0) {
      throw StorageError(.unstorable, "a text has the character U+0000 in it: send one without")
    }
  }

  /// SQLite takes a number that is none for null. What one operation stores in several tables is checked before the first,
  /// so that a refusal leaves nothing behind.
  func check(numbers: Double?...) throws {
    for case let number? in numbers where number.isNaN {
      throw StorageError(.unstorable, "a number is none (NaN): send one that is")
    }
  }

  /// Runs a statement that changes at least one row, or else finds the state that `conflict` tells.
  func change(
    _ sql: String, _ values: [any SQLValue], orConflict conflict: @autoclosure () -> String = "nothing to change"
  ) throws {
    guard try changes(sql, values) else { throw StorageError.conflict(conflict()) }
  }

  /// Runs a statement and tells whether it changed anything.
  func changes(_ sql: String, _ values: [any SQLValue]) throws -> Bool {
    try SQLStatement(cached: sql, db, values).run() > 0
  }
}
