import Queueing
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

/// Scores by id where the store fails while it is asked.
@Suite("Customers that cannot be read")
struct UnreadCustomerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func scoring(_ id: String) -> UnreadScoring {
    let body = Array(#"{"ticket":{"id":"T"},"customer":{"id":"\#(id)"}}"#.utf8)
    let policy = LoadedPolicy.standard
    return UnreadScoring(
      body: body.withUnsafeBytes { BulkScoring.padded($0) }, policy: policy,
      tierSlots: policy.policy.settings.tiers.indices.map { $0 }, now: Instant(secondsSince1970: 1_800_000_000))
  }

  private func answer(_ id: String, _ queue: TicketQueue) -> Answer {
    let pending = PendingAnswer()
    Self.scoring(id).carryOut(in: queue, shard: MetricsShard()) { pending.take($0) }
    return pending.wait()
  }

  @Test("are scored without, which a flag says; and with, as soon as they can be read")
  func failing() throws {
    let faulty = try FaultyQueue(folder.path("data"))
    defer { faulty.stop() }
    var document = CustomerDocument()
    document.customer.lifetimeValue = 1_000_000
    _ = try faulty.store.transact { try $0.putCustomer(id: "c-1", profile: document.profile, at: 0) }
    faulty.store.failReads(StorageError(.failed, "no such disk"))
    let without = answer("c-1", faulty.queue)
    #expect(without.status == 200 && without.text.contains("customer-unread"), "\(without.text)")
    faulty.store.failReads(nil)
    let with = answer("c-1", faulty.queue)
    #expect(with.status == 200 && !with.text.contains("customer-unread"), "\(with.text)")
    #expect(with.text.contains("a lifetime value of"))
    // From then on it is in memory, whatever becomes of the store.
    faulty.store.failReads(StorageError(.failed, "no such disk"))
    #expect(!answer("c-1", faulty.queue).text.contains("customer-unread"))
  }

  @Test("wait with what the request says")
  func enqueue() throws {
    let faulty = try FaultyQueue(folder.path("data"))
    defer { faulty.stop() }
    let pending = PendingAnswer()
    faulty.store.failReads(StorageError(.failed, "no such disk"))
    Self.scoring("c-1").enqueue(in: faulty.queue, idempotencyKey: nil, shard: MetricsShard()) { answer, _ in
      pending.take(answer)
    }
    let answer = pending.wait()
    #expect(answer.status == 201 && answer.text.contains("customer-unread"))
  }
}
