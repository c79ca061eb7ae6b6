import TestSupport
import Testing

@testable import Scoring

@Suite("The probability of a surge")
struct SurgeTestTests {
  /// n, e, k, the share of surges, the factor, and the probability by mpmath 1.3.0: the model's integrals over G and ψ
  /// as they are stated, by `quad`.
  static let references: [(Double, Double, Double, Double, Double, Double)] = [
    (0, 1, 3, 0.0005, 2, 3.40672123270491e-5),
    (4, 2, 5, 0.0005, 2, 0.000235045347028439),
    (10, 2, 20, 0.0005, 2, 0.156355807648103),
    (16, 4.5, 8, 0.0005, 2, 0.0213094707631489),
    (30, 20, 50, 0.5, 2, 0.0452831591322472),
    (60, 20, 50, 0.0005, 2, 0.984772630758757),
    (7, 0.4, 1.5, 0.001, 3, 0.295572950967084),
    (90, 40, 12, 0.5, 1.5, 0.882267801158237),
  ]

  @Test("agrees with the integrals that it stands for", arguments: references.indices)
  func integrals(index: Int) {
    let (seen, expected, certainty, share, factor, value) = Self.references[index]
    let found = SurgeTest(factor: factor)
      .probability(seen: seen, expected: expected, certainty: certainty, surgeShare: share)
    #expect(abs(found - value) < 1e-9, "\(found), not \(value)")
  }

  @Test("is a probability, rises with what is seen and falls with what is expected")
  func monotone() {
    var generator = SeededGenerator()
    for _ in 0..<20_000 {
      let test = SurgeTest(factor: generator.logUniform(1.1...10))
      let expected = generator.logUniform(1e-4...1e4)
      let seen = expected * generator.logUniform(0.1...10)
      let certainty = generator.logUniform(1...1e4)
      let share = generator.logUniform(1e-6...0.5)
      func probability(_ seen: Double, _ expected: Double) -> Double {
        test.probability(seen: seen, expected: expected, certainty: certainty, surgeShare: share)
      }
      let message = "\(test.factor), \(seen), \(expected), \(certainty), \(share), \(generator)"
      let value = probability(seen, expected)
      #expect(value >= 0 && value <= 1, "\(message)")
      #expect(probability(seen + 1, expected) >= value - 1e-9, "\(message)")
      #expect(probability(seen, expected * 1.1) <= value + 1e-9, "\(message)")
    }
  }

  @Test("stays a probability at the edges of its numbers")
  func edges() {
    let edges = [0, 1e-300, 1, 1e6, 1e12, .greatestFiniteMagnitude]
    for seen in edges {
      for expected in edges {
        for certainty in edges {
          let value = SurgeTest(factor: 2)
            .probability(seen: seen, expected: expected, certainty: certainty, surgeShare: 0.0005)
          #expect(value >= 0 && value <= 1, "\(seen), \(expected), \(certainty)")
        }
      }
    }
  }
}
