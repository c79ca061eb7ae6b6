import CAllocations

/// What a step was found to cost.
struct StepFigures {
  /// Medians over all rounds, and the least of them, in nanoseconds.
  let nanoseconds: Double
  let leastNanoseconds: Double
  /// Heap allocations of one run, and their bytes; whole numbers unless a step differs from run to run.
  let allocations: Double
  let bytes: Double
}

extension StepFigures {
  /// Measures steps in alternating rounds, so that what else the machine does falls on all of them.
  static func measure(_ steps: [Step], rounds: Int, runs: Int) -> [StepFigures] {
    var times = steps.map { _ in [Double]() }
    var allocated = steps.map { _ in (count: 0, bytes: 0) }
    var sink = 0
    for round in -1..<rounds {
      for (index, step) in steps.enumerated() {
        let before = allocations_so_far()
        let start = ContinuousClock.now
        for _ in 0..<runs { sink &+= step.run() }
        let time = start.duration(to: .now)
        let after = allocations_so_far()
        // The first round warms up: caches, branch predictors, and memory that the steps keep.
        if round < 0 { continue }
        times[index].append(time / .nanoseconds(1) / Double(runs))
        allocated[index].count += after.count - before.count
        allocated[index].bytes += after.bytes - before.bytes
      }
    }
    precondition(sink != 0, "the steps gave no results")
    let total = Double(rounds * runs)
    return zip(times, allocated).map { times, allocated in
      let sorted = times.sorted()
      return StepFigures(
        nanoseconds: sorted[sorted.count / 2], leastNanoseconds: sorted[0],
        allocations: Double(allocated.count) / total, bytes: Double(allocated.bytes) / total)
    }
  }
}
