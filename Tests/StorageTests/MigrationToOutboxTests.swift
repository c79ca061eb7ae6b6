import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

/// A database of the second version, which had no outbox, as it is once this version has opened it.
@Suite("A SQLite store of the second version")
struct MigrationToOutboxTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func makeOld() throws {
    try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
    let old = try DatabasePool(path: folder.path("data/heed.db"))
    try SQLiteSchema.migrator.migrate(old, upTo: "v2: memory")
    try old.write { db in
      try db.execute(
        sql: """
          INSERT INTO lanes VALUES (1, 'general', 'standard', 14400);
          INSERT INTO decisions VALUES (5, zeroblob(16), 3, 'T-3', 'c-1', 1.5, x'01', NULL, x'02');
          INSERT INTO tickets (number, id, state, lane, key, arrived_at, head_start_seconds, score, forecast_basis,
            decision, customer)
          VALUES (3, 'T-3', 0, 1, 1.0, 1.5, 0.5, 25.1, 'queue', 5, 'c-1');
          INSERT INTO customers (number, id, profile, updated_at) VALUES (4, 'c-1', x'03', 1.5);
          UPDATE ledger SET waiting = 1, last_number = 9, last_fence = 7, last_decision = 8, customers = 1,
            last_customer = 6;
          """)
    }
    try old.close()
  }

  @Test("keeps all that it has, and has an empty outbox")
  func migrated() throws {
    try makeOld()
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    try store.transact { transaction throws in
      #expect(try transaction.ticket(id: "T-3")?.decision == [2])
      #expect(try transaction.customer(id: "c-1")?.number == 4)
      #expect(try transaction.counts().waiting == 1 && transaction.lastFence() == 7)
      #expect(try transaction.outboxCounts().isEmpty && transaction.nextMessageAt(excluding: []) == nil)
      let message = NewMessage(id: "m", target: "t", ticket: "T-3", customer: "c-1", payload: [], createdAt: 2)
      #expect(try transaction.insert(message) == 1)
      #expect(try transaction.insert(Samples.ticket("T-4")) == 10)
      #expect(try transaction.putCustomer(id: "c-2", profile: [], at: 1).number == 7)
    }
    #expect(try store.read { try $0.dueMessages(at: 2, excluding: [], limit: 9).map(\.id) } == ["m"])
    let check = try store.database().onWriter { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    #expect(check == "ok")
  }
}
