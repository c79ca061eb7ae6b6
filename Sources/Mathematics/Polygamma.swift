import RealModule

/// The derivatives of ln Γ.
///
/// Source of the formulas: NIST Digital Library of Mathematical Functions, 5.5.2 and 5.15.5 (recurrences), 5.11.2 and
/// 5.15.8 (asymptotic expansions).
package enum Polygamma {
  /// From here on seven terms of the expansions give all digits of a double.
  private static let asymptoticArgument = 12.0

  /// ψ(x) = d ln Γ(x)/dx, to 1e-14 of the greater of |ψ| and 1.
  ///
  /// - Parameter x: Greater than zero.
  package static func digamma(_ x: Double) -> Double {
    var x = x
    var shift = 0.0
    while x < asymptoticArgument {
      shift -= 1 / x
      x += 1
    }
    let square = 1 / (x * x)
    let tail =
      square
      * (1 / 12 - square
        * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760 - square / 12))))))
    return shift + .log(x) - 0.5 / x - tail
  }

  /// ψ′(x), to a relative 1e-14.
  ///
  /// - Parameter x: Greater than zero.
  package static func trigamma(_ x: Double) -> Double {
    var x = x
    var shift = 0.0
    while x < asymptoticArgument {
      shift += 1 / (x * x)
      x += 1
    }
    let inverse = 1 / x
    let square = inverse * inverse
    let tail =
      square
      * (1 / 6 - square
        * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * (5 / 66 - square * (691 / 2730 - square * 7 / 6))))))
    return shift + inverse * (1 + inverse / 2 + tail)
  }
}
