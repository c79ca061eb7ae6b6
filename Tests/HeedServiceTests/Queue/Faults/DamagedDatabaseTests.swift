import Foundation
import Queueing
import Storage
import TestSupport
import Testing

@testable import HeedService

/// A database that is damaged while it is in use: nothing is written to it from then on, until a sound one is there.
@Suite("A database damaged while in use")
struct DamagedDatabaseTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var database: String { folder.path("data/heed.db") }

  /// Overwrites all pages but the first ones, which tell that it is a database, and what is in it.
  private func damage() throws {
    let file = try FileHandle(forUpdating: URL(filePath: database))
    let size = try file.seekToEnd()
    try file.seek(toOffset: 20 * 4096)
    try file.write(contentsOf: Data(repeating: 0xAA, count: Int(size) - 20 * 4096))
    try file.close()
  }

  @Test("is left alone; a backup in its place is taken up, and no fence is given out twice")
  func damaged() throws {
    let data = folder.path("data")
    let first = try FaultyQueue(data)
    for number in 0..<2000 { #expect(first.enqueue("T-\(number)").status == 201) }
    #expect(try first.claim()?.fence == 1)
    first.stop()
    try FileManager.default.copyItem(atPath: database, toPath: folder.path("backup"))

    let faulty = try FaultyQueue(data)
    defer { faulty.stop() }
    #expect(try faulty.claim()?.fence == 2)
    #expect(try faulty.claim()?.fence == 3)
    try damage()
    // Sooner or later a damaged page is met.
    var number = 0
    #expect(
      comesTrue {
        number += 1
        return faulty.answer(to: AbandonCommand(id: "T-\(number % 2000)", condition: nil)).status == 503
      })
    #expect(faulty.queue.status.reason?.contains("damaged") == true)
    let trials = faulty.store.uses
    #expect(comesTrue { faulty.store.uses > trials + 1 }, "it is tried again")
    #expect(faulty.queue.status.reason?.contains("damaged") == true, "and not taken for sound")

    for name in ["heed.db-wal", "heed.db-shm"] {
      try? FileManager.default.removeItem(atPath: folder.path("data/" + name))
    }
    try FileManager.default.moveItem(atPath: folder.path("backup"), toPath: database + ".new")
    #expect(rename(database + ".new", database) == 0)
    #expect(comesTrue { faulty.queue.status == .ready })
    // The backup knows of one claim; those given out since are not given out again under the same fences.
    #expect(faulty.queue.snapshot.state.leases.count == 1)
    #expect(try faulty.claim()?.fence == 4)
    #expect(faulty.answer(to: FaultyQueue.lease(2, .complete)).status == 409)
  }
}
