import Storage
import Synchronization

/// What there is to tell of the store: how many commands shared a commit, how long it took, and what failed.
final class CommitFigures: Sendable {
  /// The upper bounds of the histograms: commands, and nanoseconds.
  static let sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256]
  static let times = [
    250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 50_000_000, 250_000_000, 1_000_000_000,
  ]

  private let batches = CounterArray(count: sizes.count + 2)
  private let latencies = CounterArray(count: times.count + 2)
  private let errors = (0..<StorageError.Kind.allCases.count).map { _ in SharedCounter() }

  /// Counts a commit. Only the writer's thread may.
  func committed(_ commands: Int, nanoseconds: UInt64) {
    Self.count(commands, Self.sizes, batches)
    Self.count(Int(truncatingIfNeeded: nanoseconds), Self.times, latencies)
  }

  /// Counts a failure.
  func failed(_ kind: StorageError.Kind) {
    errors[StorageError.Kind.allCases.firstIndex(of: kind) ?? 0].value.add(1, ordering: .relaxed)
  }

  /// The counts of each bucket, with that of all greater ones last, and the sum.
  var commandCounts: (buckets: [Int], sum: Int) { Self.values(batches) }
  var commitTimes: (buckets: [Int], sum: Int) { Self.values(latencies) }
  var errorCounts: [Int] { errors.map { $0.value.load(ordering: .relaxed) } }

  private static func count(_ value: Int, _ bounds: [Int], _ counters: CounterArray) {
    counters.add(1, at: bounds.firstIndex { value <= $0 } ?? bounds.count)
    counters.add(value, at: bounds.count + 1)
  }

  private static func values(_ counters: CounterArray) -> (buckets: [Int], sum: Int) {
    ((0..<counters.count - 1).map { counters[$0] }, counters[counters.count - 1])
  }

  private final class SharedCounter: Sendable {
    let value = Atomic<Int>(0)
  }
}
