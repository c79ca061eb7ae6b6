import Logging
import Queueing
import Storage
import TestSupport
import Testing

@testable import HeedService

/// A wall clock that somebody sets.
@Suite("A clock that jumps")
struct ClockFaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(wall: Double = 1_800_000_000) throws -> FaultyQueue {
    try FaultyQueue(folder.path("data"), wall: wall)
  }

  @Test("ends no lease and moves nobody", arguments: [-86_400.0, -3600, 3600, 86_400])
  func whileRunning(_ seconds: Double) throws {
    let faulty = try open()
    defer { faulty.stop() }
    for id in ["T-1", "T-2"] { #expect(faulty.enqueue(id).status == 201) }
    #expect(try faulty.claim("a", leaseSeconds: 60)?.ticket == "T-1")
    faulty.time.setWall(by: seconds)
    #expect(faulty.queue.clock.offsetSeconds.rounded() == seconds)
    #expect(faulty.enqueue("T-3").status == 201)
    faulty.time.pass(seconds: 59)
    #expect(try faulty.claim("b")?.ticket == "T-2")
    #expect(faulty.answer(to: FaultyQueue.lease(1, .extend(10))).status == 200)
    faulty.time.pass(seconds: 11)
    #expect(try faulty.claim("c")?.ticket == "T-1", "as it waits for longer than the one that came after the jump")
    #expect(try faulty.claim("d")?.ticket == "T-3")
  }

  @Test("back before a restart moves nobody either, and leases last no longer", arguments: [-10.0, -3600, -86_400])
  func restart(_ seconds: Double) throws {
    let start = 1_800_000_000.0
    let before = try open(wall: start)
    #expect(before.enqueue("T-1").status == 201)
    #expect(before.enqueue("T-2").status == 201)
    before.time.pass(seconds: 100)
    #expect(try before.claim("a", leaseSeconds: 60)?.ticket == "T-1")
    before.stop()

    let after = try open(wall: start + 100 + seconds)
    defer { after.stop() }
    #expect(after.queue.clock.now >= start + 100)
    #expect(after.log.lines(from: .warning).contains { $0.contains("wall clock is behind") })
    #expect(after.enqueue("T-3").status == 201)
    #expect(try after.claim("b")?.ticket == "T-2")
    #expect(after.answer(to: FaultyQueue.lease(1, .extend(60))).status == 200)
    after.time.pass(seconds: 61)
    #expect(try after.claim("c")?.ticket == "T-1")
  }

  @Test("back before a restart is noticed by who waits, where nobody was served")
  func restartWithWaiting() throws {
    let before = try open(wall: 1_800_000_000)
    #expect(before.enqueue("T-1").status == 201)
    before.stop()
    let after = try open(wall: 1_799_990_000)
    defer { after.stop() }
    #expect(after.queue.clock.now >= 1_800_000_000)
    #expect(after.enqueue("T-2").status == 201)
    #expect(try after.claim()?.ticket == "T-1")
  }
}
