internal import GRDB
internal import Queueing

/// Reads the last committed state.
struct SQLiteReader: SQLiteReading {
  let db: Database
  let lanes: LaneNumbers
  let faults: SQLiteFaults

  func lane(_ number: Int64) throws -> Lane {
    if let lane = lanes.lane(number) { return lane }
    let lane = try operation { try LaneNumbers.fetch(number, from: db) }
    lanes.add([number: lane])
    return lane
  }

  func ledger() throws -> Ledger { try Ledger.fetch(from: db) }

  func operation<R>(_ body: () throws -> R) throws -> R {
    do { return try body() } catch { throw faults.translate(error) }
  }
}
