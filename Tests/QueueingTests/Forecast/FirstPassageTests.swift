import Testing

@testable import Queueing

@Suite("The law of a wait with overtakers")
struct FirstPassageTests {
  @Test("The exact law has the reference's quantiles: n = 4, σ = .5, cμ = 5")
  func reference() {
    for (level, expected) in [(0.5, 1.562999), (0.9, 3.917004), (0.95, 5.012770)] {
      #expect(abs(ExactPassage.quantile(level, services: 5, overtaking: 0.5) / 5 - expected) < 1e-6)
    }
  }

  @Test("A Gamma fit's 90th percentile is off by 18 % with none ahead, 4 % with 4, less than 1.4 % with 9")
  func gammaFit() {
    func error(_ ahead: Int) -> Double {
      let exact = ExactPassage.quantile(0.9, services: ahead + 1, overtaking: 0.5)
      return ExactPassage.gammaQuantile(0.9, services: ahead + 1, overtaking: 0.5) / exact - 1
    }
    #expect((0.17..<0.19).contains(error(0)))
    #expect((0.035..<0.045).contains(error(4)))
    #expect((0.01..<0.014).contains(error(9)))
  }

  @Test(
    "The tables are within 1 % of the exact law, in their nodes and between",
    arguments: FirstPassage.Level.allCases, [1, 2, 3, 5, 8, 12, 25])
  func tables(_ level: FirstPassage.Level, _ services: Int) {
    for sigma in [0, 0.05, 0.1, 0.35, 0.5, 0.75, 0.9] {
      let exact = ExactPassage.quantile(level.probability, services: services, overtaking: sigma)
      let ratio = FirstPassage.ratio(level, services: Double(services), overtaking: sigma)
      let quantile = ratio * Double(services)
      #expect(abs(quantile / exact - 1) < 0.015, "\(level), \(services) services, σ = \(sigma): \(quantile), \(exact)")
    }
  }

  @Test("A quantile grows with the services to go and with the overtakers", arguments: FirstPassage.Level.allCases)
  func monotone(_ level: FirstPassage.Level) {
    func quantile(_ services: Double, _ sigma: Double) -> Double {
      services * FirstPassage.ratio(level, services: services, overtaking: sigma)
    }
    let ks = (0..<600).map { 1 + Double($0) * Double($0) / 900 }
    let sigmas = (0...100).map { Double($0) / 100 }
    for (k, next) in zip(ks, ks.dropFirst()) {
      for (sigma, more) in zip(sigmas, sigmas.dropFirst()) {
        let here = quantile(k, sigma)
        if quantile(next, sigma) <= here || quantile(k, more) <= here {
          Issue.record("\(level) at \(k) services, σ = \(sigma)")
        }
      }
    }
  }

  @Test("With many ahead the wait is about its mean; more overtakers than agents can take count as just too many")
  func limits() {
    #expect(abs(FirstPassage.ratio(.median, services: 1e6, overtaking: 0) - 1) < 1e-3)
    let ratio = FirstPassage.ratio(.ninetieth, services: 2, overtaking: 1)
    #expect(FirstPassage.ratio(.ninetieth, services: 2, overtaking: 2) == ratio)
  }
}
