import TestSupport
import Testing

import Mathematics

@Suite("Regularised incomplete beta function")
struct BetaFunctionsTests {
  @Test("agrees with mpmath to 1e-11, and to a relative 1e-10", arguments: betaReferences.indices)
  func references(index: Int) throws {
    let (a, b, factor, expected) = betaReferences[index]
    let value = try #require(BetaFunctions.ratioExceeds(shapes: a, b, factor: factor))
    #expect(abs(value - expected) <= 1e-11, "P(\(a), \(b), \(factor)) = \(value), not \(expected)")
    if expected > 1e-15 { #expect(abs(value - expected) <= 1e-10 * expected, "\(a), \(b), \(factor): \(value)") }
  }

  @Test("has the limits of a probability and refuses the rest")
  func limits() {
    #expect(BetaFunctions.ratioExceeds(shapes: 3, 2, factor: 0) == 1)
    #expect(BetaFunctions.ratioExceeds(shapes: 3, 2, factor: .infinity) == 0)
    #expect(BetaFunctions.ratioExceeds(shapes: 3, 2, factor: 1e300) == 0)
    #expect(BetaFunctions.ratioExceeds(shapes: 3, 2, factor: 1e-300) == 1)
    #expect(BetaFunctions.ratioExceeds(shapes: 0, 2, factor: 1) == nil)
    #expect(BetaFunctions.ratioExceeds(shapes: 2, -1, factor: 1) == nil)
    #expect(BetaFunctions.ratioExceeds(shapes: .nan, 2, factor: 1) == nil)
    #expect(BetaFunctions.ratioExceeds(shapes: 2, .infinity, factor: 1) == nil)
    #expect(BetaFunctions.ratioExceeds(shapes: 2, 2, factor: -1) == nil)
    #expect(BetaFunctions.ratioExceeds(shapes: 2, 2, factor: .nan) == nil)
  }

  @Test("is one less its mirror image, falls with the factor, and rises with the first shape across its methods' seams")
  func properties() throws {
    var generator = SeededGenerator()
    for _ in 0..<5000 {
      let a = generator.logUniform(0.01...1e5)
      let b = generator.logUniform(0.01...1e5)
      let factor = a / b * generator.logUniform(0.3...3)
      let value = try #require(BetaFunctions.ratioExceeds(shapes: a, b, factor: factor))
      let mirror = try #require(BetaFunctions.ratioExceeds(shapes: b, a, factor: 1 / factor))
      let farther = try #require(BetaFunctions.ratioExceeds(shapes: a, b, factor: factor * 1.01))
      let wider = try #require(BetaFunctions.ratioExceeds(shapes: a * 1.01, b, factor: factor))
      let message = "\(a), \(b), \(factor), \(generator)"
      #expect(value >= 0 && value <= 1, "\(message)")
      #expect(abs(value + mirror - 1) <= 1e-10, "\(message)")
      #expect(farther <= value + 1e-11 && wider >= value - 1e-11, "\(message)")
    }
  }
}
