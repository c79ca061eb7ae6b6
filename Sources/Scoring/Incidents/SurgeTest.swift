import Mathematics
import RealModule

/// The probability that a topic's rate exceeds a multiple of what is expected.
///
/// Two explanations compete for n tickets where the baseline expects e: the topic is as ever, so that n scatters
/// around e·G, with G ~ Gamma(k, mean 1) for what the baseline does not know; or its rate is now anything, ψ·e with
/// ψ ~ Gamma(1.5, mean 5). Both make n negative binomial. The second is weighed by the share of its time that a topic
/// surges, and only counts as far as its posterior exceeds the factor: P(ψ > factor·G | n), a beta prime tail.
///
/// A plain gamma-Poisson estimate without the first explanation cries wolf: looked at every second for a week, the best
/// of some hundred independent hours of chance exceeds any fixed quantile.
///
/// Source: Berger & Delampady, "Testing precise hypotheses" (Statistical Science 2, 1987); Gelman et al., "Bayesian Data
/// Analysis", 3rd ed., 2.6 (negative binomial as a gamma mixture).
struct SurgeTest: Equatable, Sendable {
  /// The least rate of a surge, over the expected one.
  var factor: Double
  /// The mean of ψ; for a surge under way, what it has been so far, so that silence tells that it is over.
  var mean = usualMean

  /// The mean of ψ as long as nothing is known of the surge.
  static let usualMean = 5.0
  /// The shape of ψ.
  private static let shape = 1.5

  /// - Parameters:
  ///   - seen: n, zero or more; a faded count counts twice, as its variance is half its mean.
  ///   - expected: e, the same of what the baseline expects.
  ///   - certainty: k, the baseline's shape, above zero: the inverse of its squared coefficient of variation.
  ///   - surgeShare: The probability of a surge before anything is seen, above 0, below 1.
  /// - Returns: 0…1.
  func probability(seen: Double, expected: Double, certainty: Double, surgeShare: Double) -> Double {
    // The bounds only keep the functions inside their domain: no contact centre comes near them.
    let n = min(max(seen, 0), 1e6)
    let e = min(max(expected, 1e-9), 1e6)
    let k = min(max(certainty, 0.5), 1e5)
    let (a, b) = (Self.shape, Self.shape / mean)
    let asEver = Double.logGamma(k + n) - .logGamma(k) - k * .log(onePlus: e / k) + n * .log(e / (k + e))
    let surging = Double.logGamma(a + n) - .logGamma(a) - a * .log(onePlus: e / b) + n * .log(e / (b + e))
    let odds = surgeShare / (1 - surgeShare) * .exp(min(max(surging - asEver, -600), 600))
    let exceeds = BetaFunctions.ratioExceeds(shapes: a + n, k, factor: factor * (b + e) / k) ?? 0
    return odds / (1 + odds) * exceeds
  }
}
