import Scoring

/// What the tests of whole decisions share.
enum Fixtures {
  static let now = Instant(secondsSince1970: 1_795_000_000)

  /// Lifetime values from 1 to 1000, evenly spread by their logarithm.
  static let population = Population(
    values: try! PopulationTable(values: (0...300).map { exponential(Double($0) / 100) }))

  static let policy = Policy(PolicySettings(), version: "test")

  static func policy(_ change: (inout PolicySettings) -> Void) -> Policy {
    var settings = PolicySettings()
    change(&settings)
    precondition(settings.problems().isEmpty, "\(settings.problems())")
    return Policy(settings, version: "test")
  }

  static func decide(_ request: Request, _ policy: Policy = policy, outage: Bool = false) -> Decision {
    score(
      request, policy: policy, population: Population(values: population.values, zeroCountsAreMissing: outage),
      now: now)
  }

  private static func exponential(_ decades: Double) -> Double {
    // 10^decades without Foundation's pow: the tests of the core need no more than the core.
    var value = 1.0
    for _ in 0..<Int(decades * 100 + 0.5) { value *= 1.023_292_992_280_754_1 }
    return value
  }
}

extension Decision {
  func points(_ factor: Factor) -> Double { factors[factor].points }

  var pointsSum: Double { Factor.allCases.map(points).reduce(0, +) }
}
