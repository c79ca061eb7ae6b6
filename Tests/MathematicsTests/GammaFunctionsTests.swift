import TestSupport
import Testing

import Mathematics

@Suite("Regularised incomplete gamma function")
struct GammaFunctionsTests {
  @Test("agrees with mpmath to 1e-12", arguments: gammaReferences.indices)
  func references(index: Int) throws {
    let (a, x, expected) = gammaReferences[index]
    let value = try #require(GammaFunctions.regularizedUpper(shape: a, x))
    #expect(abs(value - expected) <= 1e-12, "Q(\(a), \(x)) = \(value), not \(expected)")
    if expected > 1e-15 { #expect(abs(value - expected) <= 1e-10 * expected) }
  }

  @Test("has the limits of a probability and refuses the rest")
  func limits() {
    #expect(GammaFunctions.regularizedUpper(shape: 3, 0) == 1)
    #expect(GammaFunctions.regularizedUpper(shape: 3, .infinity) == 0)
    #expect(GammaFunctions.regularizedUpper(shape: 3, 1e300) == 0)
    #expect(GammaFunctions.regularizedUpper(shape: 1e300, 1) == 1)
    #expect(GammaFunctions.regularizedUpper(shape: 0, 1) == nil)
    #expect(GammaFunctions.regularizedUpper(shape: -1, 1) == nil)
    #expect(GammaFunctions.regularizedUpper(shape: .nan, 1) == nil)
    #expect(GammaFunctions.regularizedUpper(shape: .infinity, 1) == nil)
    #expect(GammaFunctions.regularizedUpper(shape: 1, -1) == nil)
    #expect(GammaFunctions.regularizedUpper(shape: 1, .nan) == nil)
  }

  @Test("falls with the argument and rises with the shape, across the seams of its methods")
  func monotone() throws {
    var generator = SeededGenerator()
    for _ in 0..<5000 {
      let a = generator.logUniform(0.01...1e5)
      let x = a * generator.logUniform(0.5...2)
      let value = try #require(GammaFunctions.regularizedUpper(shape: a, x))
      let later = try #require(GammaFunctions.regularizedUpper(shape: a, x * 1.01))
      let wider = try #require(GammaFunctions.regularizedUpper(shape: a * 1.01, x))
      #expect(value >= 0 && value <= 1, "\(a) \(x), \(generator)")
      #expect(later <= value + 1e-12 && wider >= value - 1e-12, "\(a) \(x), \(generator)")
    }
  }
}
