import Foundation
import TestSupport
import Testing

@testable import Scoring

@Suite("Fit")
struct FitTests {
  @Test("Simulated customers give back the parameters they were made with, within three standard errors")
  func recovery() throws {
    let models = [
      (try BGNBD(r: 0.6, alpha: 9, a: 0.9, b: 3), try GammaGamma(p: 3, q: 4, gamma: 60)),
      (try BGNBD(r: 2, alpha: 12, a: 0.5, b: 1.5), try GammaGamma(p: 8, q: 2.5, gamma: 0.4)),
      (BGNBD.cdnow, GammaGamma.cdnow),
    ]
    for (model, spending) in models {
      let generator = SeededGenerator()
      var customers = SimulatedCustomers(generator)
      let histories = (0..<8000).map { _ in customers.history(model, spending, ages: 30...104) }
      let purchases = try BGNBD.fit(to: histories)
      expect(purchases.parameters, [model.r, model.alpha, model.a, model.b], "\(generator)")
      #expect(purchases.convergence.isGood, "\(purchases.convergence), \(generator)")
      let spent = try GammaGamma.fit(to: histories)
      expect(spent.parameters, [spending.p, spending.q, spending.gamma], "\(generator)")
      #expect(spent.convergence.isGood, "\(spent.convergence), \(generator)")
    }
  }

  private func expect(_ parameters: [FittedParameter], _ truth: [Double], _ seed: String) {
    for (parameter, value) in zip(parameters, truth) {
      let error = parameter.standardError ?? 0
      #expect(abs(parameter.value - value) < 3 * error && error < 0.5 * value, "\(parameter), not \(value), \(seed)")
    }
  }

  @Test("Standard errors are the spread of fits to customers drawn again and again")
  func bootstrap() throws {
    let generator = SeededGenerator()
    var customers = SimulatedCustomers(generator)
    let (model, spending) = (try BGNBD(r: 0.8, alpha: 6, a: 0.8, b: 2.4), GammaGamma.cdnow)
    var errors = Array(repeating: 0.0, count: 7)
    var values = Array(repeating: [Double](), count: 7)
    let rounds = 60
    for _ in 0..<rounds {
      let histories = (0..<1500).map { _ in customers.history(model, spending, ages: 30...60) }
      let parameters = try BGNBD.fit(to: histories).parameters + GammaGamma.fit(to: histories).parameters
      for (index, parameter) in parameters.enumerated() {
        values[index].append(parameter.value)
        errors[index] += try #require(parameter.standardError) / Double(rounds)
      }
    }
    for (index, sample) in values.enumerated() {
      let mean = sample.reduce(0, +) / Double(rounds)
      let spread = (sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rounds - 1)).squareRoot()
      // A spread of sixty is known to within a tenth or so (one standard error).
      #expect(spread > 0.65 * errors[index] && spread < 1.5 * errors[index], "\(index): \(spread), \(generator)")
    }
  }

  @Test("The unit of time and that of money change α and γ alone")
  func units() throws {
    let generator = SeededGenerator()
    var customers = SimulatedCustomers(generator)
    let histories = (0..<2000).map { _ in customers.history(.cdnow, .cdnow, ages: 20...60) }
    let other = histories.map {
      PurchaseHistory(x: $0.x, tx: $0.tx * 7, T: $0.T * 7, meanValue: $0.meanValue * 1e6)
    }
    let (weeks, days) = (try BGNBD.fit(to: histories), try BGNBD.fit(to: other))
    let (dollars, micros) = (try GammaGamma.fit(to: histories), try GammaGamma.fit(to: other))
    let pairs = zip(
      weeks.parameters + dollars.parameters, days.parameters + micros.parameters)
    for ((parameter, scaled), factor) in zip(pairs, [1, 7, 1, 1, 1, 1, 1e6]) {
      #expect(abs(scaled.value / factor / parameter.value - 1) < 1e-5, "\(parameter) \(scaled), \(generator)")
      let errors = (try #require(parameter.standardError), try #require(scaled.standardError))
      #expect(abs(errors.1 / factor / errors.0 - 1) < 1e-4, "\(parameter) \(scaled), \(generator)")
    }
    let own = try #require(micros.model.logLikelihood(of: other))
    #expect(abs(own - micros.logLikelihood) < 1e-6 * abs(own))
  }

  @Test("Customers who never leave send a to its bound, and the verdict says so")
  func bounds() throws {
    let generator = SeededGenerator()
    var customers = SimulatedCustomers(generator)
    let loyal = try BGNBD(r: 3, alpha: 10, a: 1e-4, b: 100)
    let histories = (0..<500).map { _ in
      var history = customers.history(loyal, .cdnow, ages: 50...60)
      // No silence at all, not even by chance.
      if history.x > 0 { history.tx = history.T }
      return history
    }
    let fit = try BGNBD.fit(to: histories)
    #expect(!fit.convergence.isGood && !fit.convergence.atBounds.isEmpty, "\(fit), \(generator)")
    for parameter in fit.parameters where fit.convergence.atBounds.contains(parameter.name) {
      #expect(parameter.standardError == nil)
    }
    let r = try #require(fit.parameters.first)
    #expect(abs(r.value - 3) < 3 * (r.standardError ?? 0), "\(r), \(generator)")
  }

  @Test("Means that spread more the more they are of send p to its bound; expected values are still the customers' own")
  func alike() throws {
    // The model has means come nearer to each other the more purchases they are of, or stay as they are for p → ∞.
    let histories = (0..<400).map { index in
      let (isFrequent, place) = (index % 2 == 0, Double(index) / 399 - 0.5)
      return PurchaseHistory(x: isFrequent ? 10 : 1, tx: 10, T: 20, meanValue: 25 * exp(place * (isFrequent ? 2 : 1)))
    }
    let fit = try GammaGamma.fit(to: histories)
    #expect(fit.convergence.atBounds == ["p"] && fit.convergence.hasVanishingGradient && !fit.convergence.isGood)
    #expect(fit.parameters[0].standardError == nil && fit.parameters[1].standardError != nil)
    let value = try #require(fit.model.expectedValue(x: 2, meanValue: 12))
    #expect(abs(value - 12) < 0.02, "\(value)")
  }

  @Test("Too little is refused in words")
  func refusals() throws {
    let buyer = PurchaseHistory(x: 2, tx: 10, T: 20, meanValue: 5)
    let silent = PurchaseHistory(x: 0, tx: 0, T: 20)
    func code(_ histories: [PurchaseHistory]) -> FitError.Code? {
      do throws(FitError) {
        _ = try BGNBD.fit(to: histories)
        return nil
      } catch {
        #expect(error.description.contains("expected"))
        return error.code
      }
    }
    #expect(code([]) == .tooFewCustomers)
    #expect(code(Array(repeating: buyer, count: 19)) == .tooFewCustomers)
    #expect(code(Array(repeating: silent, count: 1000)) == .tooFewRepeatBuyers)
    #expect(code(Array(repeating: PurchaseHistory(x: 1, tx: 0, T: 0), count: 30)) == .noTime)
    for (x, tx, age) in [(-1, 0.0, 1.0), (1, 2, 1), (1, -1, 1), (1, .nan, 1), (1, 1, .infinity), (1, 1, 2e5)] {
      #expect(code([PurchaseHistory(x: x, tx: tx, T: age)]) == .impossibleHistory, "\(x) \(tx) \(age)")
    }
    #expect { try GammaGamma.fit(to: [silent, buyer]) } throws: { ($0 as? FitError)?.code == .tooFewCustomers }
    #expect {
      try GammaGamma.fit(to: Array(repeating: buyer, count: 100))
    } throws: {
      ($0 as? FitError)?.code == .equalValues
    }
    #expect {
      try GammaGamma.fit(to: [PurchaseHistory(x: 1, tx: 1, T: 1, meanValue: -1)])
    } throws: {
      ($0 as? FitError)?.code == .impossibleHistory
    }
  }
}
