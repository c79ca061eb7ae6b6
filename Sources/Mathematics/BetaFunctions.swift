import RealModule

/// The regularised incomplete beta function.
///
/// Source of the formulas: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction), 8.17.4
/// (symmetry), 5.11.1 (Stirling's series); the way to write the leading factor without cancellation is that of
/// DiDonato & Morris, "Algorithm 708" (ACM TOMS 18, 1992).
package enum BetaFunctions {
  /// The greatest shape that is computed; beyond it the function is refused.
  package static let greatestShape = 1e7
  /// No fewer than the fraction can need: it takes some multiple of the root of the greater shape.
  private static let termLimit = 32_768
  /// From this shape on the gamma function stands as Stirling's series.
  private static let stirlingShape = 16.0

  /// P(X > c·Y) for independent X ~ Gamma(a, 1) and Y ~ Gamma(b, 1): the upper tail of the beta prime distribution,
  /// I_{1/(1+c)}(b, a).
  ///
  /// Absolute error below 1e-11, and relative error below 1e-10 wherever the value is above 1e-15, for shapes of at
  /// least 1e-3.
  ///
  /// - Parameters:
  ///   - a: Shape of X, greater than zero, at most ``greatestShape``.
  ///   - b: Shape of Y, greater than zero, at most ``greatestShape``.
  ///   - c: Factor, zero or more; infinity gives 0.
  /// - Returns: A probability, 0…1; `nil` outside the domain.
  package static func ratioExceeds(shapes a: Double, _ b: Double, factor c: Double) -> Double? {
    guard a > 0, b > 0, a <= greatestShape, b <= greatestShape, c >= 0 else { return nil }
    if c == 0 { return 1 }
    if c == .infinity { return 0 }
    // Both parts of one are computed from the factor, as neither may come from 1 less the other without losing digits.
    return regularized(b, a, 1 / (1 + c), complement: c / (1 + c))
  }

  /// I_x(a, b), for 0 < x < 1 and y = 1 − x.
  private static func regularized(_ a: Double, _ b: Double, _ x: Double, complement y: Double) -> Double {
    if y == 0 { return 1 }
    if x == 0 { return 0 }
    // The fraction converges fast below the mean, and the symmetry leads there.
    let isBelow = x * (a + b + 2) < a + 1
    let value = isBelow ? fraction(a, b, x, y) : 1 - fraction(b, a, y, x)
    return min(max(value, 0), 1)
  }

  /// I_x(a, b) = xᵃyᵇ/(a·B(a, b)) · 1/(1 + d₁/(1 + d₂/(1 + …))), by Lentz's method.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let leading = density(a, b, x, y)
    guard leading > 0 else { return 0 }
    let tiny = 0x1p-1000
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var product = d
    for index in 1...termLimit {
      let m = Double(index)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      product *= c * d
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      let factor = c * d
      product *= factor
      if (factor - 1).magnitude <= 0x1p-52 { break }
    }
    return leading * product / a

    func nonzero(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
  }

  /// xᵃyᵇ/B(a, b).
  private static func density(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let lesser = min(a, b)
    let greater = max(a, b)
    if greater < stirlingShape {
      return .exp(a * .log(x) + b * .log(y) + .logGamma(a + b) - .logGamma(a) - .logGamma(b))
    }
    let correction = GammaFunctions.stirling(a + b) - GammaFunctions.stirling(greater)
    if lesser < stirlingShape {
      // Γ(a+b)/Γ(greater) by Stirling's series, whose great terms are taken together.
      let quotient =
        (greater - 0.5) * .log(onePlus: lesser / greater) + lesser * .log(a + b) - lesser + correction
      return .exp(a * logarithm(x, y) + b * logarithm(y, x) + quotient - .logGamma(lesser))
    }
    // What remains of the great terms is the distance of x from the mean a/(a+b).
    let gap = a * y - b * x
    let exponent = -a * GammaFunctions.distance(-gap / a) - b * GammaFunctions.distance(gap / b)
    let root = (a / (a + b) * b / (2 * Double.pi)).squareRoot()
    return root * .exp(exponent + correction - GammaFunctions.stirling(lesser))
  }

  /// ln x, by its complement where that has the more digits.
  private static func logarithm(_ x: Double, _ complement: Double) -> Double {
    complement < 0.5 ? .log(onePlus: -complement) : .log(x)
  }
}
