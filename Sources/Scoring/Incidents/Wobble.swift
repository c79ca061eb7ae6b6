/// By how much an hour's tickets scatter around what was expected beyond chance: a squared coefficient of variation.
///
/// Moments of a negative binomial: the mean of ((n − e)² − e)/e² less what the profile itself did not know, each hour's
/// part limited, so that one storm does not make the watch deaf, and fading over some weeks.
struct Wobble: Equatable, Sendable {
  /// The hours learnt from, faded.
  private(set) var weight: Double
  /// The faded sum of the hours' parts.
  private(set) var sum: Double

  /// The first guess, and how many hours it counts.
  private static let prior = 0.05
  private static let priorWeight = 24.0
  private static let memoryHours = 504.0
  /// Fewer tickets than this say nothing but chance.
  private static let leastExpected = 4.0
  private static let greatestPart = 0.5

  init(weight: Double = 0, sum: Double = 0) {
    self.weight = weight
    self.sum = sum
  }

  /// The estimate, 0.01…1: no contact centre is steadier than a tenth.
  var value: Double {
    let estimate = (Self.prior * Self.priorWeight + sum) / (Self.priorWeight + weight)
    return min(max(estimate, 0.01), 1)
  }

  /// - Parameter doubt: The squared coefficient of variation of what was expected, as the profile knows it.
  mutating func learn(seen: Double, expected: Double, doubt: Double) {
    guard expected >= Self.leastExpected else { return }
    let part = ((seen - expected) * (seen - expected) - expected) / (expected * expected) - doubt
    let kept = 1 - 1 / Self.memoryHours
    weight = weight * kept + 1
    sum = sum * kept + min(max(part, -Self.greatestPart), Self.greatestPart)
  }
}
