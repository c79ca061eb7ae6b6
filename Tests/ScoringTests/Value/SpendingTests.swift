import Testing

@testable import Scoring

@Suite("Gamma-Gamma and Gupta-Lehmann")
struct SpendingTests {
  @Test("reproduces the published customer")
  func worked() throws {
    let model = try GammaGamma(p: 6.25, q: 3.74, gamma: 15.44)
    let value = try #require(model.expectedValue(x: 2, meanValue: 22.35))
    #expect(abs(value - 24.663714) < 1e-6)
    let unknown = try #require(model.expectedValue(x: 0, meanValue: .nan))
    #expect(abs(unknown - 6.25 * 15.44 / 2.74) < 1e-12, "the average is not read without purchases")
  }

  @Test("gives finite amounts or nothing")
  func extremes() throws {
    let model = try GammaGamma(p: 6.25, q: 3.74, gamma: 15.44)
    #expect(model.expectedValue(x: -1, meanValue: 10) == nil)
    #expect(model.expectedValue(x: 1, meanValue: -10) == nil)
    #expect(model.expectedValue(x: 1, meanValue: .nan) == nil)
    #expect(model.expectedValue(x: 1, meanValue: .infinity) == nil)
    let many = try #require(model.expectedValue(x: .max, meanValue: 22.35))
    #expect(abs(many - 22.35) < 1e-9, "with many purchases the customer's own average stands")
    let huge = try #require(model.expectedValue(x: 500, meanValue: 1e306))
    #expect(huge.isFinite)
    let infiniteMean = try GammaGamma(p: 0.5, q: 0.4, gamma: 15)
    #expect(infiniteMean.expectedValue(x: 0, meanValue: 0) == nil)
    #expect(infiniteMean.expectedValue(x: 1, meanValue: 10) == nil)
    #expect(infiniteMean.expectedValue(x: 2, meanValue: 10) != nil)
    #expect { try GammaGamma(p: 1, q: 0, gamma: 1) } throws: { ($0 as? ParameterError)?.parameter == "q" }
  }

  @Test(
    "reproduces the published multiples at 12 % discount",
    arguments: [(0.6, 1.15), (0.7, 1.67), (0.8, 2.50), (0.9, 4.09)])
  func multiples(retention: Double, multiple: Double) throws {
    let value = try #require(GuptaLehmann.lifetimeValue(margin: 100, retention: retention, discount: 0.12))
    #expect(abs(value - 100 * multiple) < 0.5)
  }

  @Test("refuses contracts without an end or a meaning")
  func refusals() throws {
    #expect(GuptaLehmann.lifetimeValue(margin: 1, retention: 1, discount: 0) == nil)
    #expect(GuptaLehmann.lifetimeValue(margin: 1, retention: 1.1, discount: 0.1) == nil)
    #expect(GuptaLehmann.lifetimeValue(margin: 1, retention: -0.1, discount: 0.1) == nil)
    #expect(GuptaLehmann.lifetimeValue(margin: 1, retention: 0.5, discount: -0.1) == nil)
    #expect(GuptaLehmann.lifetimeValue(margin: .nan, retention: 0.5, discount: 0.1) == nil)
    #expect(GuptaLehmann.lifetimeValue(margin: 1, retention: .nan, discount: 0.1) == nil)
    #expect(GuptaLehmann.lifetimeValue(margin: 1, retention: 0.5, discount: .infinity) == nil)
    #expect(GuptaLehmann.lifetimeValue(margin: 1e308, retention: 1, discount: 0.001) == nil)
    let loss = try #require(GuptaLehmann.lifetimeValue(margin: -10, retention: 0.8, discount: 0.12))
    #expect(loss < 0)
  }
}
