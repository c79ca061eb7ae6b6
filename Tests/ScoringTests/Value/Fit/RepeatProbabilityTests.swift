import TestSupport
import Testing

@testable import Scoring

@Suite("Repeat purchases by number")
struct RepeatProbabilityTests {
  @Test("agree with the published formula in mpmath")
  func references() throws {
    let cdnow = try #require(BGNBD.cdnow.repeatProbabilities(8, t: 272 / 7.0))
    let references = [
      0.5742460982431057, 0.19932235809057358, 0.08535934129121049, 0.04580447228698079, 0.027627483148640337,
      0.01793048814674499, 0.012240721464035185, 0.0086723422267278,
    ]
    for (value, reference) in zip(cdnow, references) { #expect(abs(value - reference) < 1e-14) }
    let fickle = try #require(try BGNBD(r: 3, alpha: 2, a: 0.5, b: 0.4).repeatProbabilities(5, t: 100))
    let others = [
      7.538578676376356e-06, 0.5555612218075019, 0.11696982682478832, 0.056478117083612875, 0.0347661312566457,
    ]
    for (value, reference) in zip(fickle, others) { #expect(abs(value - reference) < 1e-14) }
  }

  @Test("sum to one, and their mean is the expected number of purchases")
  func sums() throws {
    var generator = SeededGenerator()
    for _ in 0..<300 {
      let model = try BGNBD(
        r: generator.logUniform(0.1...5), alpha: generator.logUniform(1...30), a: generator.logUniform(0.3...5),
        b: generator.logUniform(0.3...5))
      let t = generator.logUniform(0.1...30)
      let probabilities = try #require(model.repeatProbabilities(3000, t: t))
      #expect(probabilities.allSatisfy { (0...1).contains($0) })
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-9, "\(model) \(t), \(generator)")
      let mean = probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      let expected = try #require(model.expectedPurchases(x: 0, tx: 0, T: 0, horizon: t))
      #expect(abs(mean - expected) < 1e-8 * (1 + expected), "\(model) \(t), \(generator)")
    }
  }

  @Test("are none out of range")
  func refusals() throws {
    #expect(try #require(BGNBD.cdnow.repeatProbabilities(3, t: 0)) == [1, 0, 0])
    #expect(BGNBD.cdnow.repeatProbabilities(-1, t: 1) == nil)
    for t in [-1, .nan, .infinity] { #expect(BGNBD.cdnow.repeatProbabilities(3, t: t) == nil) }
  }
}
