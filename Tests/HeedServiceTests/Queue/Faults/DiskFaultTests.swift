import Foundation
import TestSupport
import Testing

@testable import HeedService

/// What a service does whose disk fails: the rest of it goes on, and the queue does once the disk is well again.
@Suite("A service whose disk fails", .serialized)
struct DiskFaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let json = [("Content-Type", "application/json")]

  private func enqueue(_ id: String, _ running: RunningService) -> Client.Answer? {
    running.client.post("/queue", [UInt8](#"{"ticket":{"id":"\#(id)"}}"#.utf8))
  }

  private func waiting(_ running: RunningService) throws -> Int? {
    let body = try #require(running.client.get("/queue/stats")).body
    return (try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])?["waiting"] as? Int
  }

  /// What must hold while the queue cannot do its work.
  private func expectOutage(_ running: RunningService, because reason: String) throws {
    let answer = try #require(enqueue("refused", running))
    #expect(answer.status == 503)
    #expect(answer["Retry-After"] == "1")
    #expect(answer.body.contains("queue-unavailable"))
    let readiness = try #require(running.client.get("/readyz"))
    #expect(readiness.status == 503)
    #expect(readiness.body.contains(reason), "\(readiness.body)")
    #expect(running.client.get("/livez")?.status == 200)
    #expect(running.client.post("/score", [UInt8](#"{"ticket":{"id":"S"}}"#.utf8))?.status == 200)
  }

  private func comesBack(_ running: RunningService) -> Bool {
    comesTrue { running.client.get("/readyz")?.status == 200 }
  }

  @Test("that is full", .enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
  func full() throws {
    let disk = try SmallDisk(at: folder.path("disk"), kilobytes: 2048)
    let running = try RunningService { $0.data = disk.path }
    var accepted = 0
    while accepted < 20_000, enqueue("T-\(accepted)", running)?.status == 201 { accepted += 1 }
    #expect((1..<20_000).contains(accepted))
    #expect(comesTrue { enqueue("more", running)?.status == 503 })
    try expectOutage(running, because: "make room")
    #expect(enqueue("T-0", running)?.status == 503)
    try disk.resize(kilobytes: 65_536)
    #expect(comesBack(running))
    // All that was acknowledged, and what was not only once it is sent again.
    let found = try #require(try waiting(running))
    #expect((accepted...accepted + 1).contains(found))
    #expect(enqueue("T-0", running)?.status == 200)
    #expect(enqueue("T-\(accepted - 1)", running)?.status == 200)
    #expect(enqueue("another", running)?.status == 201)
  }

  @Test("that cannot be written at the start", .enabled(if: SmallDisk.isPossible, "root may write anywhere else"))
  func readOnly() throws {
    let disk = try SmallDisk(at: folder.path("disk"), kilobytes: 8192)
    try disk.remount(readOnly: true)
    let running = try RunningService { $0.data = disk.path }
    try expectOutage(running, because: "cannot")
    try disk.remount(readOnly: false)
    #expect(comesBack(running))
    #expect(enqueue("T-1", running)?.status == 201)
  }

  @Test("whose database is damaged at the start: another in its place is taken up")
  func damagedAtStart() throws {
    let data = folder.path("data")
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    try folder.write(String(repeating: "This is no database. ", count: 500), to: "data/heed.db")
    let running = try RunningService { $0.data = data }
    try expectOutage(running, because: "damaged")
    #expect(try String(contentsOfFile: data + "/heed.db", encoding: .utf8).hasPrefix("This is no database"))
    try FileManager.default.moveItem(atPath: data + "/heed.db", toPath: data + "/damaged")
    #expect(comesBack(running))
    #expect(enqueue("T-1", running)?.status == 201)
  }

  @Test("that another service has: the one goes on when the other ends")
  func locked() async throws {
    let first = try RunningService { $0.data = folder.path("data") }
    #expect(enqueue("T-1", first)?.status == 201)
    let second = try RunningService { $0.data = folder.path("data") }
    try expectOutage(second, because: "in use by process")
    #expect(first.client.get("/readyz")?.status == 200)
    await first.service.drain()
    #expect(comesBack(second))
    #expect(enqueue("T-1", second)?.status == 200)
  }
}
