import Foundation
import GRDB
import Queueing
import TestSupport
import Testing

@testable import Storage

/// What a failing disk does to a store that is open: nothing acknowledged is lost, and it works again afterwards.
@Suite("A SQLite store survives")
struct SQLiteFaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Inserts tickets until that fails, and returns how many there were and why it did.
  private func fill(_ store: SQLiteStore, upTo limit: Int) -> (inserted: Int, error: StorageError?) {
    var ticket = Samples.ticket("")
    ticket.decision = [UInt8](repeating: 1, count: 20_000)
    for index in 0..<limit {
      ticket.id = UUID().uuidString
      do {
        try store.transact { transaction in
          _ = try transaction.insert(ticket)
          _ = try transaction.insert(Samples.ticket(ticket.id + "-2"))
        }
      } catch {
        return (index, error as? StorageError)
      }
    }
    return (limit, nil)
  }

  @Test("a full disk: it rolls back, reads on, and writes again once there is room")
  func fullDisk() throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    let database = try store.database()
    try database.onWriter { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
    }
    let first = fill(store, upTo: 100)
    #expect(first.error?.kind == .full)
    #expect((1..<100).contains(first.inserted))
    #expect(try store.read { try $0.counts().waiting } == 2 * first.inserted)
    #expect(try store.read { try $0.places().count } == 2 * first.inserted, "the failed transaction left nothing")
    #expect(fill(store, upTo: 1).error?.kind == .full)
    try database.onWriter { db in try db.execute(sql: "PRAGMA max_page_count = 1000000") }
    #expect(fill(store, upTo: 10).error == nil)
    #expect(try store.read { try $0.places().count } == 2 * (first.inserted + 10))
    #expect(try store.database() === database, "nothing was wrong with the connections")
  }

  @Test("an operation that failed ends its transaction, even if nobody heeds that")
  func failureIsFinal() throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    try store.database().onWriter { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    var large = Samples.ticket("T-2")
    large.decision = [UInt8](repeating: 1, count: 100_000)
    let kind = kindOfError {
      try store.transact { transaction in
        _ = try transaction.insert(Samples.ticket("T-1"))
        #expect(kindOfError { _ = try transaction.insert(large) } == .full)
        #expect(kindOfError { _ = try transaction.insert(Samples.ticket("T-3")) } == .full)
        #expect(kindOfError { _ = try transaction.counts() } == .full)
      }
    }
    #expect(kind == .full)
    #expect(try store.read { try $0.counts().accepted } == 0)
  }

  @Test("a disk that is really full", .enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
  func smallDisk() throws {
    let disk = try SmallDisk(at: folder.path("disk"), kilobytes: 2048)
    let store = try SQLiteStore(folder: disk.path)
    defer { store.close() }
    let first = fill(store, upTo: 1000)
    #expect(first.error?.kind == .full)
    #expect(try store.read { try $0.places().count } == 2 * first.inserted)
    try disk.resize(kilobytes: 16_384)
    #expect(fill(store, upTo: 50).error == nil)
    #expect(try store.read { try $0.places().count } == 2 * (first.inserted + 50))
    #expect(try store.database().onWriter { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
  }

  @Test("a disk that cannot be written", .enabled(if: SmallDisk.isPossible, "root may write anywhere else"))
  func readOnlyDisk() throws {
    let disk = try SmallDisk(at: folder.path("disk"), kilobytes: 8192)
    let store = try SQLiteStore(folder: disk.path)
    #expect(fill(store, upTo: 5).error == nil)
    store.close()
    try disk.remount(readOnly: true)
    do {
      try SQLiteStore(folder: disk.path).close()
      Issue.record("opened on a disk that cannot be written")
    } catch {
      #expect(error.kind == .readOnly)
    }
    try disk.remount(readOnly: false)
    let again = try SQLiteStore(folder: disk.path)
    defer { again.close() }
    #expect(try again.read { try $0.counts().waiting } == 10)
  }

  @Test("another program that holds the database: it says so, and goes on afterwards")
  func locked() throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    try store.transact { _ = try $0.insert(Samples.ticket("T-1")) }
    let shell = try DatabaseQueue(path: folder.path("data/heed.db"))
    try shell.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      #expect(kindOfError { try store.transact { _ = try $0.insert(Samples.ticket("T-2")) } } == .locked)
      #expect(try store.read { try $0.counts().waiting } == 1)
      try db.execute(sql: "COMMIT")
    }
    try shell.close()
    try store.transact { _ = try $0.insert(Samples.ticket("T-2")) }
    #expect(try store.read { try $0.counts().waiting } == 2)
  }

  @Test("errors of the disk, by opening the database anew")
  func reopening() throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    try store.transact { _ = try $0.insert(Samples.ticket("T-1", lane: Samples.urgent)) }
    let before = try store.database()
    before.suspect()
    #expect(try store.read { try $0.places().map(\.lane) } == [Samples.urgent])
    #expect(try store.database() !== before)
    try store.transact { _ = try $0.insert(Samples.ticket("T-2", lane: Samples.urgent)) }
    #expect(try store.read { try $0.counts().waiting } == 2)
  }

  @Test("an error of the disk: what its log has is carried over before more is added to it")
  func carriesLogOver() throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    #expect(fill(store, upTo: 20).error == nil)
    let before = try store.database()
    before.suspect()
    // A reader comes first, and sees all; the log is the writer's.
    #expect(try store.read { try $0.counts().waiting } == 40)
    let size = try logBytes()
    #expect(size > 20 * 20_000)
    try store.transact { _ = try $0.insert(Samples.ticket("T-1")) }
    // Cut to nothing, then one commit. SQLite keeps no more of it than that.
    #expect(try logBytes() < size / 4)
    #expect(try store.read { try $0.counts().waiting } == 41)
  }

  private func logBytes() throws -> Int {
    try FileManager.default.attributesOfItem(atPath: folder.path("data/heed.db-wal"))[.size] as? Int ?? 0
  }

  @Test(
    "a commit that the disk does not confirm may be durable, one for which it has no room is not",
    arguments: [
      (ResultCode.SQLITE_IOERR_FSYNC, true), (.SQLITE_IOERR_WRITE, true), (.SQLITE_FULL, false), (.SQLITE_BUSY, false),
    ])
  func doubt(_ code: ResultCode, _ mayBeDurable: Bool) throws {
    let faults = SQLiteFaults(StorageFolder(path: folder.path("")))
    let error = try #require(faults.translateCommit(DatabaseError(resultCode: code)) as? StorageError)
    #expect(error.mayBeDurable == mayBeDurable)
    #expect(faults.needsReopening == mayBeDurable)
    let other = try #require(faults.translate(DatabaseError(resultCode: code)) as? StorageError)
    #expect(!other.mayBeDurable, "only of a commit")
  }

  @Test(
    "every error of SQLite has a kind",
    arguments: [
      (ResultCode.SQLITE_FULL, StorageError.Kind.full), (.SQLITE_READONLY, .readOnly), (.SQLITE_BUSY, .locked),
      (.SQLITE_LOCKED, .locked), (.SQLITE_CORRUPT, .corrupt), (.SQLITE_NOTADB, .corrupt), (.SQLITE_IOERR, .failed),
      (.SQLITE_CONSTRAINT, .unstorable), (.SQLITE_NOMEM, .failed), (.SQLITE_IOERR_FSYNC, .failed),
    ])
  func kinds(_ code: ResultCode, _ kind: StorageError.Kind) {
    let error = StorageError.sqlite(DatabaseError(resultCode: code), in: StorageFolder(path: folder.path("")))
    #expect(error.kind == kind)
    #expect(error.detail.contains(": "), "it says what to do: \(error.detail)")
  }
}
