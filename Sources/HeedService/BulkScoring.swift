import Dispatch
import HTTPWire
import JSON
import Scoring
import Synchronization

/// Scores batches, one after the other, on a queue of its own.
final class BulkScoring: Sendable {
  /// A batch to score.
  struct Job: Sendable {
    /// The body, with `JSONParser.padding` spare bytes behind it.
    let body: [UInt8]
    /// Whether the body has a JSON value a line, rather than an array.
    let isLines: Bool
    let policy: LoadedPolicy
    /// The slots of the policy's tiers in the metrics.
    let tierSlots: [Int]
    let now: Instant
    /// Whose rate the items count against, where one is set.
    let account: RateAccount?
    /// The queue with what is remembered of customers; nil where there is none.
    let queue: TicketQueue?
  }

  private let queue = DispatchQueue(label: "heed.bulk")
  private let waitingBytes = Atomic<Int>(0)
  private let mostItems: Int
  /// What the queue counts.
  let shard = MetricsShard()

  init(mostItems: Int) {
    self.mostItems = mostItems
  }

  /// Whether there is room for one more batch among those that wait.
  func admits(bytes: Int) -> Bool {
    waitingBytes.load(ordering: .relaxed) + bytes <= Self.mostWaitingBytes
  }

  /// Scores a batch when its turn comes, and hands the answer to `completion` on the queue.
  func run(_ job: Job, completion: @escaping @Sendable (Answer, MetricsShard) -> Void) {
    waitingBytes.add(job.body.count, ordering: .relaxed)
    queue.async { [self] in
      completion(BatchScorer(job, mostItems: mostItems, shard: shard).answer(), shard)
      waitingBytes.subtract(job.body.count, ordering: .relaxed)
    }
  }

  /// Does other work on the queue, for which a body of so many bytes is held.
  func perform(bytes: Int, _ work: @escaping @Sendable () -> Void) {
    waitingBytes.add(bytes, ordering: .relaxed)
    queue.async { [self] in
      work()
      waitingBytes.subtract(bytes, ordering: .relaxed)
    }
  }

  /// A copy of a body with the padding that the parser asks for.
  static func padded(_ body: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: body.count + JSONParser.padding) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: body)
      for index in body.count..<body.count + JSONParser.padding { buffer[index] = 0 }
      count = body.count + JSONParser.padding
    }
  }

  private static let mostWaitingBytes = 134_217_728
}
