import Synchronization

/// Counters that one thread writes and any thread reads, with nothing shared between writers.
///
/// Having one writer, adding needs no atomic read-modify-write: a load and a store do.
final class CounterArray: @unchecked Sendable {
  private let counters: UnsafeMutablePointer<Atomic<Int>>
  let count: Int

  init(count: Int) {
    self.count = count
    counters = .allocate(capacity: count)
    for index in 0..<count { (counters + index).initialize(to: Atomic(0)) }
  }

  deinit {
    counters.deinitialize(count: count)
    counters.deallocate()
  }

  /// Adds to a counter. Only the array's own thread may.
  func add(_ amount: Int, at index: Int) {
    precondition(index >= 0 && index < count)
    let value = counters[index].load(ordering: .relaxed)
    counters[index].store(value &+ amount, ordering: .relaxed)
  }

  /// A counter's value, from any thread.
  subscript(index: Int) -> Int { counters[index].load(ordering: .relaxed) }
}
