import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

/// What was erased is not in the files either: these are searched byte by byte, as somebody would who got hold of the disk.
@Suite("Erased customers are out of a SQLite store's files")
struct SQLiteErasureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// How often the mark of those to be erased is in the files of the store, by file.
  private func traces() throws -> [String: Int] {
    var traces: [String: Int] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path("data")) {
      let bytes = try Data(contentsOf: URL(filePath: folder.path("data/" + name)))
      let count = bytes.withUnsafeBytes { Self.count(MarkedCustomers.mark, in: $0) }
      if count > 0 { traces[name] = count }
    }
    return traces
  }

  private static func count(_ mark: String, in bytes: UnsafeRawBufferPointer) -> Int {
    let mark = Array(mark.utf8)
    guard var next = bytes.baseAddress else { return 0 }
    let end = next + bytes.count
    var count = 0
    while let found = memchr(next, Int32(mark[0]), end - next) {
      if end - UnsafeRawPointer(found) >= mark.count, memcmp(found, mark, mark.count) == 0 { count += 1 }
      next = UnsafeRawPointer(found) + 1
    }
    return count
  }

  @Test("after compacting, and but for single copies after scrubbing", arguments: [1, 2])
  func traces(_ seed: UInt64) throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    var customers = MarkedCustomers(SeededGenerator(seed: seed))
    let message = "\(customers.generator)"
    for _ in 0..<40 { try store.transact { try customers.live($0) } }
    #expect(try store.scrub())
    let before = try traces()["heed.db", default: 0]
    #expect(before > 10_000, "there is something to erase: \(message)")
    try customers.erase(store)
    #expect(try traces()["heed.db-wal", default: 0] > 0, "the log has it still: \(message)")
    #expect(try store.scrub())
    let left = try traces()
    #expect(left["heed.db-wal"] == nil, "\(message)")
    // SQLite leaves bytes where it moved rows from: see SQLiteDatabase.compact.
    #expect(left["heed.db", default: 0] < before / 50, "\(left) of \(before), \(message)")
    // Life goes on, and moves about what is on pages.
    for _ in 0..<10 { try store.transact { try customers.live($0) } }
    #expect(try store.compact())
    let none = try traces()
    #expect(none == [:], "\(none), \(message)")
    #expect(try store.database().onWriter { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    #expect(try store.read { try $0.customerCount() } == customers.staying)
  }

  @Test("by a store that writes zeros over what it deletes, and cuts its log")
  func settings() throws {
    let store = try SQLiteStore(folder: folder.path("data"))
    defer { store.close() }
    #expect(try store.database().onWriter { try Int.fetchOne($0, sql: "PRAGMA secure_delete") } == 1)
    try store.transact { _ = try $0.putCustomer(id: "c-1", profile: [], at: 1) }
    // One who reads an older state keeps the log; that is no error.
    try store.read { reading in
      #expect(try reading.customerCount() == 1)
      try store.transact { _ = try $0.eraseCustomer(id: "c-1") }
      #expect(try !store.scrub())
    }
    #expect(try store.scrub())
    let log = try FileManager.default.attributesOfItem(atPath: folder.path("data/heed.db-wal"))[.size] as? Int
    #expect(log == 0)
  }
}
