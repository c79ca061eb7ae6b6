import Foundation
import Queueing
import TestSupport

/// What the tests of the line make their tickets from.
enum LineFixtures {
  /// Operations of each property test.
  static let cases = ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) } ?? 100_000

  /// Lanes of three desks; one has the promise of another tier, and one is a tier's of an older policy.
  static let lanes: [Lane] = ["general", "social-care", "key-accounts"].flatMap { desk in
    [("critical", 300), ("urgent", 900), ("priority", 3600), ("standard", 14_400), ("standard", 7200), ("calm", 3600)]
      .map { Lane(desk: desk, tier: $0.0, promiseSeconds: $0.1) }
  }
}

/// How the keys of a property test are spread, and its times.
enum Clock: CaseIterable {
  /// Real times.
  case seconds
  /// Few different ones, so that keys and urgencies are often equal.
  case coarse
  /// Times of so different magnitudes that rounding makes urgencies of different keys equal.
  case rounding

  func key(_ random: inout SeededGenerator) -> Double {
    switch self {
    case .seconds: 1_795_334_400 + Double.random(in: -20_000...0, using: &random)
    case .coarse: Double(Int.random(in: 0...20, using: &random) * 900)
    case .rounding: random.logUniform(1e-9...1e9) * (Bool.random(using: &random) ? 1 : -1)
    }
  }

  /// Before or after the one before: the clock may jump.
  func now(_ random: inout SeededGenerator) -> Double {
    switch self {
    case .seconds: 1_795_334_400 + Double.random(in: -25_000...25_000, using: &random)
    case .coarse: Double(Int.random(in: -5...40, using: &random) * 900)
    case .rounding: random.logUniform(1e-3...1e18)
    }
  }
}
