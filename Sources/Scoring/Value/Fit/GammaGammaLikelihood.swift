import Mathematics
import RealModule

/// The log-likelihood of Gamma-Gamma with its first and second derivatives by p, q and γ.
///
/// Source: Fader & Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), equation 1a. With s = x·z̄ a customer's
/// log-likelihood is −ln B(px, q) − q·ln(1+s/γ) − px·ln(1+γ/s) − ln z̄, in which no great terms cancel.
struct GammaGammaLikelihood {
  /// Customers with as many purchases: they share the gamma functions.
  private struct Group {
    let x: Double
    /// s = x·z̄ of each.
    let sums: [Double]
  }

  private let groups: [Group]
  private let logValues: Double

  /// A likelihood of customers with x > 0 and z̄ > 0.
  init(_ customers: [(x: Int, meanValue: Double)]) {
    var sums: [Int: [Double]] = [:]
    for customer in customers { sums[customer.x, default: []].append(Double(customer.x) * customer.meanValue) }
    groups = sums.sorted { $0.key < $1.key }.map { Group(x: Double($0.key), sums: $0.value) }
    logValues = customers.reduce(0) { $0 + .log($1.meanValue) }
  }

  /// The sum over all customers at p, q, γ, all greater than zero.
  func shape(at parameters: [Double]) -> NewtonMaximizer.Shape {
    let (p, q, gamma) = (parameters[0], parameters[1], parameters[2])
    var shape = NewtonMaximizer.Shape(
      value: -logValues, gradient: [0, 0, 0], hessian: SymmetricMatrix(size: 3))
    let functions = (log: Double.logGamma(q), first: Polygamma.digamma(q), second: Polygamma.trigamma(q))
    for group in groups { add(group, p, q, gamma, functions, to: &shape) }
    return shape
  }

  private func add(
    _ group: Group, _ p: Double, _ q: Double, _ gamma: Double, _ ofQ: (log: Double, first: Double, second: Double),
    to shape: inout NewtonMaximizer.Shape
  ) {
    let x = group.x
    let (own, both) = (p * x, p * x + q)
    let n = Double(group.sums.count)
    var (below, above) = (0.0, 0.0)
    var (reciprocals, squares) = (0.0, 0.0)
    for sum in group.sums {
      // ln(1 + s/γ), ln(1 + γ/s).
      below += .log(onePlus: sum / gamma)
      above += .log(onePlus: gamma / sum)
      let inverse = 1 / (gamma + sum)
      reciprocals += inverse
      squares += inverse * inverse
    }
    let first = Polygamma.digamma(both)
    let second = Polygamma.trigamma(both)
    shape.value += n * (.logGamma(both) - .logGamma(own) - ofQ.log) - q * below - own * above
    shape.gradient[0] += x * (n * (first - Polygamma.digamma(own)) - above)
    shape.gradient[1] += n * (first - ofQ.first) - below
    shape.gradient[2] += n * q / gamma - both * reciprocals
    shape.hessian[0, 0] += n * x * x * (second - Polygamma.trigamma(own))
    shape.hessian[0, 1] += n * x * second
    shape.hessian[0, 2] -= x * reciprocals
    shape.hessian[1, 1] += n * (second - ofQ.second)
    shape.hessian[1, 2] += n / gamma - reciprocals
    shape.hessian[2, 2] += both * squares - n * q / (gamma * gamma)
  }
}
