import Queueing

/// Figures of several simulations of one scenario that differ in their seeds alone.
struct Replications {
  /// Student's t of 11 degrees of freedom, two-sided 95 %.
  private static let student = 2.200985
  private static let count = 12

  /// For each figure its mean, and the half-width of its 95 % confidence interval.
  let figures: [(mean: Double, halfWidth: Double)]

  /// Runs the scenario and measures each result; all measurements are of equal length.
  init(_ scenario: Scenario, _ discipline: Discipline, _ measure: (SimulationResult) -> [Double]) throws {
    let samples = try (1...Self.count).map { seed in
      measure(try Simulation(scenario, discipline: discipline, seed: UInt64(seed)).run())
    }
    figures = samples[0].indices.map { index in
      let values = samples.map { $0[index] }
      let mean = values.reduce(0, +) / Double(Self.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(Self.count - 1)
      return (mean, Self.student * (variance / Double(Self.count)).squareRoot())
    }
  }

  /// The mean waits by tier, without the time-consuming rest of a summary.
  static func meanWaits(_ result: SimulationResult) -> [Double] {
    var sums = [Double](repeating: 0, count: result.scenario.tiers.count)
    var counts = sums
    for record in result.records where record.arrivalSeconds >= result.scenario.warmUpSeconds {
      sums[record.tier] += record.waitSeconds
      counts[record.tier] += 1
    }
    return zip(sums, counts).map { $0 / $1 }
  }
}
