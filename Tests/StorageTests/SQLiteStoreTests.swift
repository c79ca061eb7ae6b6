import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

/// The files of the embedded store: who may open them, and what of a damaged or foreign one.
@Suite("The SQLite store's files")
struct SQLiteStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The error of opening the store in `data`, which is not to open.
  private func errorOfOpening() -> StorageError? {
    do {
      try SQLiteStore(folder: folder.path("data")).close()
      return nil
    } catch {
      return error
    }
  }

  private func open() throws -> SQLiteStore { try SQLiteStore(folder: folder.path("data")) }

  private func permissions(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
  }

  @Test("are for their owner alone")
  func filePermissions() throws {
    let store = try SQLiteStore(folder: folder.path("a/b/data"))
    defer { store.close() }
    try store.transact { _ = try $0.insert(Samples.ticket("T-1")) }
    #expect(try ["a", "a/b", "a/b/data"].map(permissions) == [0o700, 0o700, 0o700])
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("a/b/data"))
    #expect(Set(files).isSuperset(of: ["heed.db", "heed.db-wal", "heed.lock"]))
    for file in files { #expect(try permissions("a/b/data/" + file) == 0o600, "\(file)") }
  }

  @Test("are written through to the disk at each commit")
  func synchronous() throws {
    let store = try open()
    defer { store.close() }
    // GRDB sets NORMAL where the mode is WAL, under which a power failure takes commits that were acknowledged.
    let settings = try store.database().onWriter { db in
      (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
    }
    #expect(settings.0 == 2 && settings.1 == "wal")
  }

  @Test("have one store at a time, and say who")
  func locked() throws {
    let store = try open()
    try store.transact { _ = try $0.insert(Samples.ticket("T-1")) }
    let error = try #require(errorOfOpening())
    #expect(error.kind == .locked)
    #expect(error.detail.contains("process \(ProcessInfo.processInfo.processIdentifier):"), "\(error.detail)")
    #expect(try store.read { try $0.counts().waiting } == 1, "the first one does not notice")
    store.close()
    #expect(errorOfOpening() == nil)
  }

  @Test("are kept by work under way when the store is closed meanwhile")
  func closeWithinWork() throws {
    let store = try open()
    try store.transact { transaction in
      _ = try transaction.insert(Samples.ticket("T-1"))
      store.close()
      #expect(errorOfOpening()?.kind == .locked)
    }
    let again = try open()
    defer { again.close() }
    #expect(try again.read { try $0.counts().waiting } == 1)
  }

  @Test("are refused when they are no database, or a damaged one, and are left as they are")
  func noDatabase() throws {
    try open().close()
    let path = folder.path("data/heed.db")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("data"))
    #expect(Set(files) == ["heed.db", "heed.lock"], "closed in order, the file alone is the database")
    let whole = try Data(contentsOf: URL(filePath: path))
    // A file of text; a cut one; one whose pages are overwritten.
    let text = Data(String(repeating: "no database ", count: 1000).utf8)
    for bytes in [text, whole.prefix(5000), whole.prefix(100) + Data(repeating: 0xA5, count: whole.count - 100)] {
      try bytes.write(to: URL(filePath: path))
      #expect(errorOfOpening()?.kind == .corrupt)
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }
  }

  @Test("are refused when another program's")
  func foreign() throws {
    try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
    let other = try DatabaseQueue(path: folder.path("data/heed.db"))
    try other.write { db in try db.execute(sql: "CREATE TABLE songs (title TEXT)") }
    try other.close()
    #expect(errorOfOpening()?.kind == .corrupt)
    let again = try DatabaseQueue(path: folder.path("data/heed.db"))
    #expect(try again.read { try $0.tableExists("songs") && !$0.tableExists("tickets") })
  }

  @Test("are refused when a newer version wrote them")
  func newer() throws {
    let store = try open()
    try store.database().onWriter { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('v9: of the future')")
    }
    store.close()
    #expect(errorOfOpening()?.kind == .newer)
  }

  @Test("are not made where something else is")
  func notAFolder() throws {
    try folder.write("a file", to: "data")
    #expect(errorOfOpening()?.kind == .failed)
  }

  @Test("that are gone are not taken for an empty store")
  func gone() throws {
    let store = try open()
    defer { store.close() }
    try store.transact { _ = try $0.insert(Samples.ticket("T-1")) }
    for file in ["heed.db", "heed.db-wal", "heed.db-shm"] {
      try FileManager.default.removeItem(atPath: folder.path("data/" + file))
    }
    let faults = try store.database()
    faults.suspect()
    let error = kindOfError { _ = try store.read { try $0.counts() } }
    #expect(error == .failed)
    #expect(!FileManager.default.fileExists(atPath: folder.path("data/heed.db")))
  }
}
