import Foundation

/// SplitMix64: a generator whose numbers depend on the seed alone, so that a failed property can be repeated.
///
/// Put ``description`` into the message of every expectation, and run again with `HEED_TEST_SEED` set to what it says.
package struct SeededGenerator: RandomNumberGenerator, CustomStringConvertible {
  package let seed: UInt64
  private var state: UInt64

  /// Starts from `seed`, or from the environment's, or from a fixed one.
  package init(seed: UInt64? = nil) {
    let environment = ProcessInfo.processInfo.environment["HEED_TEST_SEED"].flatMap { UInt64($0) }
    self.seed = seed ?? environment ?? 20_261_122
    state = self.seed
  }

  package var description: String { "HEED_TEST_SEED=\(seed)" }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number whose logarithm is spread evenly, for quantities that span orders of magnitude.
  package mutating func logUniform(_ range: ClosedRange<Double>) -> Double {
    exp(Double.random(in: log(range.lowerBound)...log(range.upperBound), using: &self))
  }
}
