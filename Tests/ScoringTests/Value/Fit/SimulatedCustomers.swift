import Foundation
import TestSupport

@testable import Scoring

/// Customers who buy as the models say, drawn with a seed.
struct SimulatedCustomers {
  private var generator: SeededGenerator

  init(_ generator: SeededGenerator) { self.generator = generator }

  /// The history of a customer whose first purchase lies a random time within `ages` back.
  mutating func history(_ model: BGNBD, _ spending: GammaGamma, ages: ClosedRange<Double>) -> PurchaseHistory {
    let age = Double.random(in: ages, using: &generator)
    let rate = gamma(model.r) / model.alpha
    let leaving = gamma(model.a)
    let probability = leaving / (leaving + gamma(model.b))
    var (x, last, now) = (0, 0.0, 0.0)
    while true {
      now -= log(1 - Double.random(in: 0..<1, using: &generator)) / rate
      guard now <= age else { break }
      x += 1
      last = now
      if Double.random(in: 0..<1, using: &generator) < probability { break }
    }
    guard x > 0 else { return PurchaseHistory(x: 0, tx: 0, T: age) }
    let scale = gamma(spending.q) / spending.gamma
    return PurchaseHistory(x: x, tx: last, T: age, meanValue: gamma(spending.p * Double(x)) / scale / Double(x))
  }

  /// Gamma(shape, 1), by Marsaglia & Tsang, "A simple method for generating gamma variables" (2000).
  private mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 {
      let power = pow(Double.random(in: 0x1p-60..<1, using: &generator), 1 / shape)
      return max(gamma(shape + 1) * power, 1e-300)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let normal = normal()
      let v = pow(1 + c * normal, 3)
      guard v > 0 else { continue }
      let uniform = Double.random(in: 0x1p-60..<1, using: &generator)
      if log(uniform) < normal * normal / 2 + d - d * v + d * log(v) { return d * v }
    }
  }

  private mutating func normal() -> Double {
    let radius = (-2 * log(Double.random(in: 0x1p-60..<1, using: &generator))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
  }
}
