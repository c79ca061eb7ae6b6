import Queueing
import Storage
import TestSupport
import Testing

@testable import HeedService

/// Claims that wait for a ticket while something goes wrong.
@Suite("A claim that waits")
struct WaitingClaimFaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("is given what came back while the store failed, once that works again")
  func afterOutage() throws {
    let faulty = try FaultyQueue(folder.path("data"))
    defer { faulty.stop() }
    #expect(faulty.enqueue("T-1").status == 201)
    #expect(try faulty.claim("a", leaseSeconds: 30)?.fence == 1)
    let waiting = faulty.submit(FaultyQueue.claim("b", isPatient: true))
    #expect(comesTrue { faulty.queue.snapshot.state.agents["b"] != nil }, "it has been tried")
    faulty.store.fail(.failing(StorageError(.full, "full")))
    #expect(faulty.enqueue("T-2").status == 503)
    faulty.time.pass(seconds: 31)
    #expect(waiting.now == nil)
    faulty.store.recover()
    // Nobody asks for anything more.
    let claim = try #require(try waiting.wait().claim)
    #expect(claim == (2, "T-1"))
  }

  @Test("is given the ticket of an agent who has vanished, when the lease ends and not before")
  func vanishedAgent() throws {
    let faulty = try FaultyQueue(folder.path("data"))
    defer { faulty.stop() }
    #expect(faulty.enqueue("T-1").status == 201)
    #expect(try faulty.claim("a", leaseSeconds: 30)?.fence == 1)
    let waiting = faulty.submit(FaultyQueue.claim("b", isPatient: true))
    faulty.time.pass(seconds: 29)
    #expect(faulty.answer(to: FaultyQueue.claim("c")).status == 204)
    #expect(waiting.now == nil)
    faulty.time.pass(seconds: 2)
    #expect(try #require(try waiting.wait().claim) == (2, "T-1"))
    #expect(faulty.answer(to: FaultyQueue.lease(1, .complete)).status == 409)
  }

  @Test("is given nothing once its client has gone")
  func vanishedClient() throws {
    let faulty = try FaultyQueue(folder.path("data"))
    defer { faulty.stop() }
    let gone = faulty.submit(FaultyQueue.claim("a", isPatient: true)) { false }
    #expect(faulty.enqueue("T-1").status == 201)
    #expect(gone.wait().status == 204)
    #expect(try faulty.claim("b")?.fence == 1)
  }
}
