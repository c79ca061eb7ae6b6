import RealModule

/// How long it takes to be served with k services to go, others overtaking meanwhile.
///
/// Services end at the rate r, and overtakers come at the rate σr, so each service sets off a busy period, and the wait
/// is the sum of k of those: the time at which a walk that goes up at the rate σr and down at the rate r is first at −k.
/// By the reflection of its paths
///
///     P(wait ≤ w) = P(X ≤ −k) + σ⁻ᵏ · P(X > k),   X = Poisson(σrw) − Poisson(rw),
///
/// of mean k/(r(1−σ)) and variance k(1+σ)/(r²(1−σ)³). Quantiles of a Gamma fit with these moments are off by up to a
/// fifth at k = 1 and σ = .5, and by far more nearer to saturation, where half of the waits are short while their mean
/// is not. So the quantiles of the exact law are tabulated: r · quantile = k / y(k, σ), where y is smooth in 1/√k and σ.
enum FirstPassage {
  /// The quantiles that are tabulated.
  enum Level: CaseIterable, Sendable {
    case median
    case ninetieth

    /// The share of waits that does not exceed the quantile.
    var probability: Double { self == .median ? 0.5 : 0.9 }
  }

  /// A quantile of the wait as a multiple of k/r, its mean without overtakers.
  ///
  /// Within 1.5 % of the exact law for σ ≤ .9. Times k it grows with k, and it grows with σ.
  ///
  /// - Parameters:
  ///   - services: k, ≥ 1; it need not be whole.
  ///   - overtaking: σ, ≥ 0. From 1 on the mean is without bound, and beyond even some quantiles: more counts as 1.
  static func ratio(_ level: Level, services k: Double, overtaking sigma: Double) -> Double {
    let table = level == .median ? medians : ninetieths
    let sigma = min(sigma, 1)
    var column = 0
    while column < shares.count - 2, sigma > shares[column + 1] { column += 1 }
    let across = (sigma - shares[column]) / (shares[column + 1] - shares[column])
    let root = 1 / k.squareRoot()
    var row = 0
    while row < roots.count - 2, root < roots[row + 1] { row += 1 }
    let down = (roots[row] - root) / (roots[row] - roots[row + 1])
    let upper = row * shares.count + column
    let lower = upper + shares.count
    let above = table[upper] * (1 - across) + table[upper + 1] * across
    let below = table[lower] * (1 - across) + table[lower + 1] * across
    return 1 / (above * (1 - down) + below * down)
  }
}
