/// Ratios of counts seen to counts expected, shrunk towards one by a gamma prior whose spread the ratios themselves tell.
struct ShrunkenLevels {
  /// The ratios, after ``shrink(scatter:)``.
  private(set) var levels: [Double]
  /// The squared coefficient of variation of each.
  private(set) var doubts: [Double]
  /// The part of each that comes from the prior, 0…1.
  private(set) var borrowed: [Double]
  private var seen: [Double]
  private var expected: [Double]
  private let priorSpread: Double

  /// How many levels' worth the prior guess of the spread counts.
  private static let priorWeight = 6.0

  /// - Parameters:
  ///   - count: How many levels.
  ///   - priorSpread: The variance of the levels, as guessed beforehand.
  init(count: Int, priorSpread: Double) {
    levels = Array(repeating: 1, count: count)
    doubts = levels
    borrowed = levels
    seen = Array(repeating: 0, count: count)
    expected = seen
    self.priorSpread = priorSpread
  }

  mutating func add(seen: Double, expected: Double, at index: Int) {
    self.seen[index] += seen
    self.expected[index] += expected
  }

  /// - Parameter scatter: The variance of a count beyond that of chance, over its mean: the evidence of a count of
  ///   mean n is n/(1 + scatter).
  mutating func shrink(scatter: Double) {
    var weights = Self.priorWeight
    var spread = Self.priorWeight * priorSpread
    for index in levels.indices {
      let evidence = expected[index] / (1 + scatter)
      guard evidence > 0.5 else { continue }
      let ratio = seen[index] / expected[index]
      // Where there is little evidence, the variance is mostly chance's.
      let weight = evidence / (evidence + 4)
      weights += weight
      spread += weight * ((ratio - 1) * (ratio - 1) - 1 / evidence)
    }
    let pseudo = 1 / min(max(spread / weights, 0.002), 4)
    for index in levels.indices {
      let evidence = expected[index] / (1 + scatter)
      let shape = pseudo + seen[index] / (1 + scatter)
      levels[index] = shape / (pseudo + evidence)
      doubts[index] = 1 / shape
      borrowed[index] = pseudo / (pseudo + evidence)
    }
  }
}
