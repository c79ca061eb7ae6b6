/// By how much an hour's tickets scatter around what was expected beyond chance: a squared coefficient of variation.
///
/// Moments of a negative binomial: the mean of ((n − e)² − e)/e², each hour's part limited, fading over a week.
struct Wobble: Equatable, Sendable {
  /// The hours learnt from, faded.
  private(set) var weight: Double
  /// The faded sum of the hours' parts.
  private(set) var sum: Double

  /// The first guess, and how many hours it counts.
  private static let prior = 0.05
  private static let priorWeight = 12.0
  private static let memoryHours = 168.0
  /// Fewer tickets than this say nothing but chance.
  private static let leastExpected = 4.0

  init(weight: Double = 0, sum: Double = 0) {
    self.weight = weight
    self.sum = sum
  }

  /// The estimate, 0.001…1.
  var value: Double {
    let estimate = (Self.prior * Self.priorWeight + sum) / (Self.priorWeight + weight)
    return min(max(estimate, 0.001), 1)
  }

  mutating func learn(seen: Double, expected: Double) {
    guard expected >= Self.leastExpected else { return }
    let part = ((seen - expected) * (seen - expected) - expected) / (expected * expected)
    let kept = 1 - 1 / Self.memoryHours
    weight = weight * kept + 1
    sum = sum * kept + min(part, 2)
  }
}
