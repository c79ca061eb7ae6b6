import Queueing
import Storage
import TestSupport
import Testing

@testable import HeedService

/// A store that is slower than the load, or answers no more.
@Suite("A slow store")
struct SlowStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("has those refused whose turn does not come, and nothing done of what they asked for")
  func overdue() throws {
    let faulty = try FaultyQueue(folder.path("data"), mostSecondsBehind: 1)
    defer { faulty.stop() }
    let first = faulty.stall(with: FaultyQueue.ticket("T-1"))
    let late = (2...5).map { faulty.submit(FaultyQueue.ticket("T-\($0)")) }
    for answer in late.map({ $0.wait() }) {
      #expect(answer.status == 503)
      #expect(answer["Retry-After"] == "1")
      #expect(answer.text.contains("slower than the requests"))
    }
    #expect(first.now == nil, "it may be durable, or become so: nobody knows yet")
    #expect(comesTrue { faulty.queue.status.reason?.contains("has not answered") == true })
    faulty.store.letGo()
    #expect(first.wait().status == 201)
    #expect(faulty.queue.status == .ready)
    #expect(try faulty.counts() == TicketCounts(waiting: 1))
    #expect(faulty.enqueue("T-2").status == 201)
  }

  @Test("has those refused at once that are too many")
  func overloaded() throws {
    let faulty = try FaultyQueue(folder.path("data"), mostSecondsBehind: 600)
    defer { faulty.stop() }
    let first = faulty.stall(with: FaultyQueue.ticket("first"))
    let waiting = (0..<TicketQueue.mostPending).map { faulty.submit(FaultyQueue.ticket("T-\($0)")) }
    let refused = faulty.submit(FaultyQueue.ticket("one more"))
    #expect(refused.now?.status == 503)
    #expect(refused.now?["Retry-After"] == "1")
    faulty.store.letGo()
    #expect(first.wait().status == 201)
    #expect(waiting.allSatisfy { $0.wait().status == 201 })
    #expect(try faulty.counts() == TicketCounts(waiting: TicketQueue.mostPending + 1))
  }
}
