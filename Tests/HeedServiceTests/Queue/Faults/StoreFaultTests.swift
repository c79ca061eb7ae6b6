import Queueing
import Storage
import TestSupport
import Testing

@testable import HeedService

/// What a store that fails does to the queue: nothing acknowledged is lost, nothing is done twice, and it goes on by itself.
@Suite("A queue whose store fails")
struct StoreFaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open() throws -> FaultyQueue { try FaultyQueue(folder.path("data")) }

  private static let disk = StorageError(.failed, "the disk fails", mayBeDurable: true)

  @Test(
    "answers 503 with the reason, and goes on once the store does",
    arguments: [StorageError.Kind.full, .readOnly, .locked, .failed, .corrupt])
  func failing(_ kind: StorageError.Kind) throws {
    let faulty = try open()
    defer { faulty.stop() }
    #expect(faulty.enqueue("T-1").status == 201)
    faulty.store.fail(.failing(StorageError(kind, "what is wrong")))
    for command in [FaultyQueue.ticket("T-2"), FaultyQueue.claim("a"), FaultyQueue.lease(1, .complete)]
      as [any QueueCommand]
    {
      let answer = faulty.answer(to: command)
      #expect(answer.status == 503)
      #expect(answer["Retry-After"] == "1")
      #expect(answer.text.contains("what is wrong"))
    }
    #expect(faulty.queue.status.reason == "what is wrong")
    #expect(faulty.queue.snapshot.line.count == 1, "what it last showed is shown on")
    faulty.store.recover()
    #expect(comesTrue { faulty.queue.status == .ready })
    #expect(faulty.enqueue("T-2").status == 201)
    #expect(try [faulty.claim()?.ticket, faulty.claim()?.ticket] == ["T-1", "T-2"])
    #expect(try faulty.counts() == TicketCounts(leased: 2))
  }

  @Test("leaves a failing store alone but for a trial now and then")
  func leavesAlone() throws {
    let faulty = try open()
    defer { faulty.stop() }
    faulty.store.fail(.failing(StorageError(.full, "full")))
    #expect(faulty.enqueue("T-0").status == 503)
    let before = faulty.store.transactions
    for number in 1...500 { #expect(faulty.enqueue("T-\(number)").status == 503) }
    #expect(faulty.store.transactions - before < 500)
  }

  @Test("finds a commit that failed and is durable all the same")
  func durableFailure() throws {
    let faulty = try open()
    defer { faulty.stop() }
    #expect(faulty.enqueue("T-1").status == 201)
    #expect(faulty.enqueue("T-2").status == 201)
    faulty.store.fail(.durable(Self.disk), times: 1)
    #expect(faulty.answer(to: FaultyQueue.claim("a")).status == 503)
    #expect(comesTrue { faulty.queue.status == .ready })
    // The claim that nobody was told of holds its ticket until the lease ends: it is not given out a second time.
    #expect(faulty.queue.snapshot.state.leases.values.map(\.agent) == ["a"])
    let next = try #require(try faulty.claim("b"))
    #expect(next == (2, "T-2"))
    faulty.time.pass(seconds: 61)
    #expect(faulty.answer(to: FaultyQueue.lease(2, .complete)).status == 409)
    #expect(try faulty.claim("c")?.fence == 3)
  }

  @Test("takes a ticket once that is sent again after such a failure")
  func repeated() throws {
    let faulty = try open()
    defer { faulty.stop() }
    faulty.store.fail(.durable(Self.disk), times: 1)
    #expect(faulty.enqueue("T-1").status == 503)
    #expect(comesTrue { faulty.queue.status == .ready })
    #expect(faulty.enqueue("T-1").status == 200)
    #expect(try faulty.counts() == TicketCounts(waiting: 1))
    #expect(faulty.queue.snapshot.line.count == 1)
  }

  @Test("does nothing twice of a batch that failed and is durable all the same")
  func durableBatch() throws {
    let faulty = try open()
    defer { faulty.stop() }
    for number in 1...4 { #expect(faulty.enqueue("T-\(number)").status == 201) }
    let first = faulty.stall(with: FaultyQueue.ticket("T-5"))
    // These come together, while the writer is busy.
    let claims = (1...3).map { faulty.submit(FaultyQueue.claim("a\($0)")) }
    faulty.store.fail(.durable(Self.disk), times: 1)
    faulty.store.letGo()
    #expect(first.wait().status == 201)
    #expect(claims.map { $0.wait().status } == [503, 503, 503])
    #expect(comesTrue { faulty.queue.status == .ready })
    #expect(try faulty.counts() == TicketCounts(waiting: 2, leased: 3))
    #expect(try faulty.claim("b")?.fence == 4)
  }

  @Test("finds what was changed behind its back, and goes by it")
  func divergence() throws {
    let faulty = try open()
    defer { faulty.stop() }
    #expect(faulty.enqueue("T-1").status == 201)
    #expect(faulty.enqueue("T-2").status == 201)
    try faulty.store.transact { try $0.finish(number: 1, as: .abandoned, at: faulty.queue.clock.now) }
    #expect(faulty.answer(to: FaultyQueue.claim("a")).status == 503)
    #expect(comesTrue { faulty.queue.status == .ready })
    #expect(try faulty.claim()?.ticket == "T-2")
    #expect(faulty.answer(to: FaultyQueue.claim("a")).status == 204)
  }

  @Test("gives out no fence again where an older state of the store was put back")
  func olderStore() throws {
    let faulty = try open()
    defer { faulty.stop() }
    #expect(faulty.enqueue("T-1").status == 201)
    faulty.store.fail(.failing(Self.disk), times: 1)
    #expect(faulty.enqueue("T-2").status == 503)
    #expect(comesTrue { faulty.queue.status == .ready })
    var context = QueueContext(QueueConfiguration())
    context.state.keepFences(after: 41)
    try context.reconcile(with: faulty.store, faulty.queue.clock)
    #expect(context.state.lastFence == 41)
    #expect(context.state.line.count == 1)
  }
}

extension StoreFaultTests {
  /// One that the store refuses, for a reason of its own.
  private struct Refused: QueueCommand {
    let error: any Error
    func apply(_ context: inout QueueContext, _ transaction: any StoreTransaction) throws -> Answer? {
      throw error
    }
  }

  private struct Bug: Error {}

  @Test(
    "refuses one request without harm to those that came with it",
    arguments: [(StorageError(.unstorable, "it has no place") as any Error & Sendable, 422), (Bug(), 503)])
  func refusal(_ error: any Error & Sendable, _ status: Int) throws {
    let faulty = try open()
    defer { faulty.stop() }
    let first = faulty.stall(with: FaultyQueue.ticket("T-1"))
    let (before, wrong, after) = (
      faulty.submit(FaultyQueue.ticket("T-2")), faulty.submit(Refused(error: error)),
      faulty.submit(FaultyQueue.ticket("T-3"))
    )
    faulty.store.letGo()
    // 201, not 200: each was done once.
    #expect([first, before, after].map { $0.wait().status } == [201, 201, 201])
    #expect(wrong.wait().status == status)
    #expect(faulty.queue.status == .ready)
    #expect(try faulty.counts() == TicketCounts(waiting: 3))
    #expect(faulty.queue.snapshot.line.count == 3)
  }
}
