import RealModule

/// The regularised incomplete gamma function.
///
/// Source of the formulas: NIST Digital Library of Mathematical Functions, 8.7.1 (series), 8.9.2 (continued fraction),
/// 8.12 (Temme's uniform asymptotic expansion), 5.11.1 (Stirling's series).
package enum GammaFunctions {
  /// From this shape on the asymptotic expansion is used: it is then as accurate, and costs the same for any shape,
  /// while the series takes about 5·√a terms.
  private static let asymptoticShape = 1e4
  /// No fewer than the series or the fraction can need below ``asymptoticShape``.
  private static let termLimit = 4096

  /// Q(a, x) = Γ(a, x)/Γ(a), the probability that a Gamma(a, 1) variable exceeds `x`.
  ///
  /// Absolute error below 1e-12, and relative error below 1e-10 wherever Q > 1e-15.
  ///
  /// - Parameters:
  ///   - a: Shape, greater than zero, finite.
  ///   - x: Argument, zero or more; infinity gives 0.
  /// - Returns: A probability, 0…1; `nil` outside the domain.
  package static func regularizedUpper(shape a: Double, _ x: Double) -> Double? {
    guard a > 0, a.isFinite, x >= 0 else { return nil }
    if x == 0 { return 1 }
    if x == .infinity { return 0 }
    let value: Double
    if a >= asymptoticShape {
      value = asymptotic(a, x)
    } else if x < a + 1 {
      value = 1 - lowerSeries(a, x)
    } else {
      value = upperFraction(a, x)
    }
    return min(max(value, 0), 1)
  }

  /// P(a, x) = xᵃe⁻ˣ/Γ(a+1) · Σ xⁿ/((a+1)…(a+n)); all terms are positive.
  private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for n in 1...termLimit {
      term *= x / (a + Double(n))
      sum += term
      if term <= 0x1p-54 * sum { break }
    }
    return sum * density(a, x)
  }

  /// Q(a, x) = xᵃe⁻ˣ/Γ(a) · 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))), by Lentz's method.
  private static func upperFraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 0x1p-1000
    var denominator = x + 1 - a
    var c = 1 / tiny
    var d = 1 / denominator
    var product = d
    for n in 1...termLimit {
      let numerator = Double(n) * (a - Double(n))
      denominator += 2
      d = numerator * d + denominator
      c = denominator + numerator / c
      if d.magnitude < tiny { d = tiny }
      if c.magnitude < tiny { c = tiny }
      d = 1 / d
      let factor = c * d
      product *= factor
      if (factor - 1).magnitude <= 0x1p-52 { break }
    }
    return product * a * density(a, x)
  }

  /// xᵃe⁻ˣ/Γ(a+1).
  ///
  /// For greater shapes the three factors are huge and nearly cancel, so Stirling's series takes their common part out:
  /// what remains is the distance of x from a.
  private static func density(_ a: Double, _ x: Double) -> Double {
    if a < 16 {
      return .exp(a * .log(x) - x - .logGamma(a + 1))
    }
    return .exp(-a * distance((x - a) / a) - stirling(a)) / (2 * Double.pi * a).squareRoot()
  }

  /// ln Γ(a) − (a − ½)·ln a + a − ½·ln 2π, for a ≥ 16.
  static func stirling(_ a: Double) -> Double {
    let inverse = 1 / a
    let square = inverse * inverse
    return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  }

  /// μ − ln(1+μ), without cancellation for small μ.
  static func distance(_ mu: Double) -> Double {
    guard mu.magnitude < 0.05 else { return mu - .log(onePlus: mu) }
    var sum = 0.0
    var power = mu * mu
    var n = 2.0
    while n <= 14 {
      sum += power / n
      power *= -mu
      n += 1
    }
    return sum
  }

  /// Temme's expansion: Q = ½·erfc(η·√(a/2)) + e^{−aη²/2}/√(2πa)·(c₀(η) + c₁(η)/a), ½η² = μ − ln(1+μ), μ = x/a − 1.
  ///
  /// The coefficients stand as their power series. Where |η| is too great for those, the exponential has made the
  /// whole correction vanish: a ≥ 10⁴ leaves e⁻⁵⁰ at |η| = .1.
  private static func asymptotic(_ a: Double, _ x: Double) -> Double {
    let mu = (x - a) / a
    let half = distance(mu)
    let eta = (mu < 0 ? -1 : 1) * (2 * half).squareRoot()
    let main = Double.erfc(eta * (a / 2).squareRoot()) / 2
    guard eta.magnitude < 0.5 else { return main }
    let c0 =
      -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta * (1.0 / 864 + eta * (1.0 / 2835 - eta * 139 / 777_600))))
    let c1 = -1.0 / 540 + eta * (-1.0 / 288 + eta * (25.0 / 12096 - eta * 223 / 1_088_640))
    return main + .exp(-a * half) / (2 * Double.pi * a).squareRoot() * (c0 + c1 / a)
  }
}
