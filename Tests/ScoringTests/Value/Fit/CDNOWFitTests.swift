import TestSupport
import Testing

@testable import Scoring

/// References: the same likelihoods in Python, maximised with SciPy, and differentiated with mpmath at 40 digits.
@Suite("Fit to CDNOW", .enabled(if: PurchasesOfCDNOW.isThere))
struct CDNOWFitTests {
  private static func expect(
    _ fit: [FittedParameter], _ references: [(value: Double, error: Double)], published: [Double]
  ) throws {
    for (index, parameter) in fit.enumerated() {
      let (reference, value) = (references[index], published[index])
      #expect(abs(parameter.value - value) <= 0.01 * value, "\(parameter) against \(value), as published")
      #expect(abs(parameter.value - reference.value) <= 1e-7 * reference.value, "\(parameter)")
      let error = try #require(parameter.standardError)
      #expect(abs(error - reference.error) <= 1e-6 * reference.error, "\(parameter)")
    }
  }

  @Test("finds the customers of the literature")
  func sample() throws {
    let sample = try PurchasesOfCDNOW.sample()
    #expect(sample.transactions == 6919 && sample.purchases == 6696 && sample.newcomers == 0)
    #expect(sample.customers.count == 2357 && sample.repeatBuyers == 946)
    #expect(sample.histories.reduce(0) { $0 + $1.x } == 2457)
    let first = try #require(sample.customers.first { $0.number == 1 }).history
    #expect(first.x == 2 && abs(first.tx - 30.43) < 0.005 && abs(first.T - 38.86) < 0.005)
    #expect(abs(first.meanValue - 22.345) < 1e-9)
  }

  @Test("reaches the published parameters of BG/NBD within 1 %, and more than their likelihood")
  func purchases() throws {
    let histories = try PurchasesOfCDNOW.sample().histories
    let fit = try BGNBD.fit(to: histories)
    try Self.expect(
      fit.parameters,
      [
        (0.242594522430157, 0.0125573780679), (4.4136020190135, 0.378224059854), (0.792922017225598, 0.185733821372),
        (2.42590677682633, 0.705414259795),
      ], published: [0.243, 4.414, 0.793, 2.426])
    #expect(fit.convergence.isGood && fit.convergence.agreeing == fit.convergence.starts, "\(fit.convergence)")
    #expect(abs(fit.logLikelihood + 9582.4292066739306) < 1e-6)
    let published = try #require(BGNBD.cdnow.logLikelihood(of: histories))
    #expect(abs(published + 9582.4304780136722) < 1e-6)
    #expect(fit.logLikelihood >= published)
  }

  @Test("reaches the published parameters of Gamma-Gamma within 1 %, and more than their likelihood")
  func spending() throws {
    let histories = try PurchasesOfCDNOW.sample().histories
    let fit = try GammaGamma.fit(to: histories)
    try Self.expect(
      fit.parameters,
      [(6.24957227132376, 1.19005533596), (3.74422466713202, 0.290133065276), (15.4435209625892, 4.15942275197)],
      published: [6.25, 3.74, 15.44])
    #expect(fit.customers == 946 && fit.convergence.isGood, "\(fit.convergence)")
    #expect(abs(fit.logLikelihood + 4055.917694801874) < 1e-6)
    let published = try #require(GammaGamma.cdnow.logLikelihood(of: histories))
    #expect(abs(published + 4055.919232049544) < 1e-6)
    #expect(fit.logLikelihood >= published)
    #expect(abs(try #require(GammaGamma.correlation(in: histories)) - 0.11388791939125473) < 1e-12)
  }

  @Test("predicts weeks 40 to 78 as the literature does")
  func holdout() throws {
    let sample = try PurchasesOfCDNOW.sample()
    let check = try #require(
      PurchaseCheck(sample, try BGNBD.fit(to: sample.histories).model, spending: GammaGamma.cdnow))
    let holdout = try #require(check.holdout)
    #expect(holdout.weeks == 39 && holdout.actual == 1882)
    #expect(abs(holdout.predicted - 1654) < 2, "\(holdout.predicted)")
    #expect(abs(try #require(holdout.correlation) - 0.626) < 0.001)
    #expect(check.weeks.count == 78 && check.weeks.last?.actual == 2457 + 1882)
    // The histogram of the paper, table 2 and figure 3: 1,411 never bought again, 439 once.
    #expect(check.frequencies.map(\.actual) == [1411, 439, 214, 100, 62, 38, 29, 64])
    #expect(abs(check.frequencies.reduce(0) { $0 + $1.expected } - 2357) < 1e-9)
    for frequency in check.frequencies {
      #expect(
        abs(frequency.expected - Double(frequency.actual)) < 3 * Double(frequency.actual).squareRoot(), "\(frequency)")
    }
    #expect(holdout.frequencies.map(\.customers) == check.frequencies.map(\.actual))
    #expect(abs(holdout.frequencies.reduce(0) { $0 + $1.predicted * Double($1.customers) } - holdout.predicted) < 1e-6)
    let value = try #require(holdout.predictedValue)
    #expect(value > 0.8 * holdout.actualValue && value < 1.2 * holdout.actualValue)
  }
}
