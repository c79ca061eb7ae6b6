import GRDB
import GRDBSQLite
import TestSupport
import Testing

@testable import Storage

/// What SQLite does to find the messages that are due.
@Suite("A SQLite store's outbox")
struct SQLiteOutboxTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "is searched by indexes alone",
    arguments: [
      (SQLiteReader.dueHeads, 3, "SEARCH outbox USING INDEX outbox_due (target=? AND next_at<?)"),
      (SQLiteReader.nextHead, 1, "SEARCH outbox USING INDEX outbox_due (target=?)"),
      (SQLiteReader.head, 2, "SEARCH outbox USING COVERING INDEX outbox_line (ticket=? AND target=? AND state=?)"),
      (
        SQLiteReader.page, 4,
        "SEARCH outbox USING COVERING INDEX outbox_page (target=? AND state=? AND number>?)"
      ),
    ])
  func plans(_ sql: String, _ count: Int, _ expected: String) throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    let plan = try store.database().onWriter { db in
      try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments([Int](repeating: 1, count: count))
      ).map { $0["detail"] as String }
    }
    #expect(plan == [expected], "one step, and nothing is sorted")
  }

  /// How many steps of its virtual machine SQLite takes to find what is `expected`.
  private func steps<R: Equatable>(
    _ store: SQLiteStore, _ expected: R, _ body: (SQLiteReader) throws -> R
  ) throws -> Int {
    let database = try store.database()
    return try database.onWriter { db in
      let counter = Counter()
      sqlite3_progress_handler(
        db.sqliteConnection, 1,
        { counter in
          if let counter { Unmanaged<Counter>.fromOpaque(counter).takeUnretainedValue().count += 1 }
          return 0
        }, Unmanaged.passUnretained(counter).toOpaque())
      defer { sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil) }
      let faults = SQLiteFaults(StorageFolder(path: folder.path("data")))
      let found = try body(SQLiteReader(db: db, lanes: LaneNumbers(), faults: faults))
      #expect(found == expected)
      return counter.count
    }
  }

  private final class Counter {
    var count = 0
  }

  @Test("takes no longer to find what is due, however many wait behind those who are down")
  func cost() throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    func add(_ range: Range<Int>, to target: String, tickets: Int) throws {
      try store.transact { transaction throws in
        for index in range {
          try transaction.insert(
            NewMessage(
              id: "\(target)-\(index)", target: target, ticket: "T-\(index % tickets)", customer: nil, payload: [1],
              createdAt: Double(index)))
        }
      }
    }
    /// What a worker asks for: due heads of all, of those who are not down, and when the next is due.
    func measure() throws -> [Int] {
      let down: Set = ["down", "behind"]
      return try [
        steps(store, 10) { try $0.dueMessages(at: 1e9, excluding: [], limit: 10).count },
        steps(store, ["up"]) { try $0.dueMessages(at: 1e9, excluding: down, limit: 10).map(\.target) },
        steps(store, ["behind-0"]) { try $0.dueMessages(at: 1e9, excluding: ["down", "up"], limit: 10).map(\.id) },
        steps(store, 7) { try $0.nextMessageAt(excluding: down) },
        steps(store, 3) { try $0.outboxCounts().count },
        steps(store, 10) { try $0.messages(state: .pending, target: nil, after: 100, limit: 10).count },
      ]
    }
    try add(7..<8, to: "up", tickets: 1)
    // One target with a line for each message, and one with all of them in a line.
    try add(0..<200, to: "down", tickets: .max)
    try add(0..<200, to: "behind", tickets: 1)
    let few = try measure()
    try add(200..<60_000, to: "down", tickets: .max)
    try add(200..<40_200, to: "behind", tickets: 1)
    let many = try measure()
    #expect(few.allSatisfy { $0 > 0 } && zip(few, many).allSatisfy { $1 <= $0 + $0 / 10 }, "\(few) \(many)")
  }
}
