import TestSupport
import Testing

@testable import Mathematics
@testable import Scoring

@Suite("Likelihoods")
struct LikelihoodTests {
  @Test("Gamma-Gamma's value and derivatives agree with mpmath")
  func spendingReference() {
    let customers = [(1, 12.5), (2, 20), (1, 33.25), (7, 8.125), (3, 101.5), (12, 0.75)]
    let shape = GammaGammaLikelihood(customers.map { (x: $0.0, meanValue: $0.1) }).shape(at: [1.5, 0.6, 9])
    #expect(abs(shape.value + 35.026469952966658) < 1e-12)
    for (value, reference) in zip(shape.gradient, [-8.06837473218115, 7.78926265157482, -1.03895017305526]) {
      #expect(abs(value - reference) < 1e-12)
    }
    let references = [
      (0, 0, -1.794972336717), (1, 0, 3.825812080404), (1, 1, -19.91762110787), (2, 0, -0.8934944977305),
      (2, 1, 0.5021526225674), (2, 2, 0.02279154436341),
    ]
    for (row, column, value) in references { #expect(abs(shape.hessian[row, column] - value) < 1e-11) }
  }

  @Test("BG/NBD's value and derivatives at another point agree with mpmath", .enabled(if: PurchasesOfCDNOW.isThere))
  func purchaseReference() throws {
    let shape = BGNBDLikelihood(try PurchasesOfCDNOW.sample().histories).shape(at: [0.5, 3, 1.5, 0.7])
    #expect(abs(shape.value + 10388.853892427416) < 1e-8)
    let gradient = [-2684.2223528343, 200.83423743833, -280.13039278239, 437.69740455356]
    for (value, reference) in zip(shape.gradient, gradient) { #expect(abs(value - reference) < 1e-8) }
    let hessian = [
      [-4044.83848587], [669.168866479, -110.988677951], [32.7113466031, -3.50471238687, 16.1529007267],
      [-46.7613925885, 4.26449674374, 214.170690914, -936.057915737],
    ]
    for (row, entries) in hessian.enumerated() {
      for (column, reference) in entries.enumerated() {
        #expect(abs(shape.hessian[row, column] - reference) < 1e-7, "\(row) \(column)")
      }
    }
  }

  @Test("Derivatives are those of differences, at any parameters")
  func differences() throws {
    var generator = SeededGenerator()
    var customers = SimulatedCustomers(generator)
    let histories = (0..<60).map { _ in customers.history(.cdnow, .cdnow, ages: 1...80) }
    let purchases = BGNBDLikelihood(histories)
    let spending = GammaGammaLikelihood(histories.filter { $0.x > 0 }.map { ($0.x, $0.meanValue) })
    for _ in 0..<300 {
      let four = (0..<4).map { _ in generator.logUniform(0.05...20) }
      expectDifferences(at: four, "\(generator)", purchases.shape(at:))
      expectDifferences(at: Array(four.prefix(3)), "\(generator)", spending.shape(at:))
    }
  }

  private func expectDifferences(
    at point: [Double], _ seed: String, _ function: ([Double]) -> NewtonMaximizer.Shape
  ) {
    let shape = function(point)
    for index in point.indices {
      var (above, below) = (point, point)
      let step = 1e-5 * point[index]
      above[index] += step
      below[index] -= step
      let (high, low) = (function(above), function(below))
      let slope = (high.value - low.value) / (2 * step)
      let scale = (1 + abs(shape.value)) / point[index]
      #expect(abs(slope - shape.gradient[index]) < 1e-7 * scale, "by \(index) at \(point), \(seed)")
      for other in point.indices {
        let bend = (high.gradient[other] - low.gradient[other]) / (2 * step)
        #expect(
          abs(bend - shape.hessian[index, other]) < 1e-6 * scale / point[other],
          "\(index) \(other) at \(point), \(seed)"
        )
      }
    }
  }

  @Test("A great number of equal customers is as likely as one of them, many times over")
  func groups() throws {
    let one = PurchaseHistory(x: 3, tx: 20, T: 30, meanValue: 7)
    let two = PurchaseHistory(x: 0, tx: 0, T: 30)
    let single = try #require(BGNBD.cdnow.logLikelihood(of: [one]))
    let other = try #require(BGNBD.cdnow.logLikelihood(of: [two]))
    let all = try #require(
      BGNBD.cdnow.logLikelihood(of: Array(repeating: one, count: 1000) + Array(repeating: two, count: 500)))
    #expect(abs(all - 1000 * single - 500 * other) < 1e-8)
    let spent = try #require(GammaGamma.cdnow.logLikelihood(of: [one]))
    let thrice = try #require(GammaGamma.cdnow.logLikelihood(of: [one, two, one, one]))
    #expect(abs(thrice - 3 * spent) < 1e-12)
    #expect(BGNBD.cdnow.logLikelihood(of: [PurchaseHistory(x: 1, tx: 4, T: 3)]) == nil)
    #expect(GammaGamma.cdnow.logLikelihood(of: [PurchaseHistory(x: 1, tx: 1, T: 3, meanValue: .nan)]) == nil)
  }

  @Test("Extreme customers have a finite likelihood")
  func extremes() throws {
    let histories = [
      PurchaseHistory(x: 3000, tx: 3000, T: 3000, meanValue: 1e-6),
      PurchaseHistory(x: 3000, tx: 30, T: 1e5, meanValue: 1),
      PurchaseHistory(x: 0, tx: 0, T: 0), PurchaseHistory(x: 1, tx: 1e-3, T: 1e5, meanValue: 1e9),
    ]
    for r in [1e-4, 1, 20] {
      for a in [1e-4, 100] {
        let value = try #require(try BGNBD(r: r, alpha: 1e-3, a: a, b: 1e-4).logLikelihood(of: histories))
        #expect(value.isFinite)
      }
      let value = try #require(try GammaGamma(p: r, q: 1e-4, gamma: 1e-9).logLikelihood(of: histories))
      #expect(value.isFinite)
    }
  }
}
