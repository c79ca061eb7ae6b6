import Foundation
import Mathematics

@testable import Queueing

/// The exact law of a wait with overtakers, by summing over the numbers of services and overtakers: slow, but another
/// way than the product's tables.
enum ExactPassage {
  /// P(wait ≤ w) with k services to go at the rate 1 and overtakers at the rate σ.
  static func probability(_ wait: Double, services k: Int, overtaking sigma: Double) -> Double {
    // Services within the wait, P(n or more) for every n.
    let upper = Int(wait + 12 * wait.squareRoot()) + k + 60
    let services = tail(mean: wait, count: 2 * upper + k + 2)
    var sum = 0.0
    for overtakers in 0...upper {
      let share = exp(logMass(overtakers, mean: sigma * wait))
      sum += share * services[overtakers + k]
      guard sigma > 0, overtakers > k else { continue }
      let beyond = 1 - services[overtakers - k]
      if beyond > 0 {
        sum += exp(logMass(overtakers, mean: sigma * wait) + log(beyond) - Double(k) * log(sigma))
      }
    }
    return sum
  }

  /// The wait that a share `level` does not exceed.
  static func quantile(_ level: Double, services k: Int, overtaking sigma: Double) -> Double {
    var (low, high) = (0.0, 40 * Double(k) / (1 - sigma))
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if probability(middle, services: k, overtaking: sigma) < level { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The same for a Gamma fit of mean k/(1−σ) and variance k(1+σ)/(1−σ)³.
  static func gammaQuantile(_ level: Double, services k: Int, overtaking sigma: Double) -> Double {
    let mean = Double(k) / (1 - sigma)
    let scale = (1 + sigma) / ((1 - sigma) * (1 - sigma))
    var (low, high) = (0.0, 40 * mean)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let rest = GammaFunctions.regularizedUpper(shape: mean / scale, middle / scale) ?? .nan
      if rest > 1 - level { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func logMass(_ n: Int, mean: Double) -> Double {
    mean == 0 ? (n == 0 ? 0 : -.infinity) : Double(n) * log(mean) - mean - lgamma(Double(n) + 1)
  }

  private static func tail(mean: Double, count: Int) -> [Double] {
    var tail = [Double](repeating: 0, count: count + 1)
    for n in (0..<count).reversed() { tail[n] = tail[n + 1] + exp(logMass(n, mean: mean)) }
    return tail
  }
}
