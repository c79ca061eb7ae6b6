internal import GRDB
internal import Queueing
private import Synchronization

/// The numbers under which lanes are stored. A lane is never changed nor deleted, so that a number once committed says
/// the same for ever, to every connection.
final class LaneNumbers: Sendable {
  private struct Known {
    var lanes: [Int64: Lane] = [:]
    var numbers: [Lane: Int64] = [:]
  }

  private let known = Mutex(Known())

  func lane(_ number: Int64) -> Lane? { known.withLock { $0.lanes[number] } }
  func number(_ lane: Lane) -> Int64? { known.withLock { $0.numbers[lane] } }

  /// Keeps lanes that are committed.
  func add(_ lanes: [Int64: Lane]) {
    guard !lanes.isEmpty else { return }
    known.withLock { known in
      for (number, lane) in lanes {
        known.lanes[number] = lane
        known.numbers[lane] = number
      }
    }
  }

  /// Reads a lane from the database, which has every lane that a ticket is in.
  static func fetch(_ number: Int64, from db: Database) throws -> Lane {
    let statement = try db.cachedStatement(
      sql: "SELECT desk, tier, promise_seconds FROM lanes WHERE lane = ?")
    guard let row = try Row.fetchOne(statement, arguments: [number]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "lane \(number) is missing")
    }
    return Lane(desk: row[0], tier: row[1], promiseSeconds: row[2])
  }
}
