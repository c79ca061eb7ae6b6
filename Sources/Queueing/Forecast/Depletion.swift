import RealModule

/// How long it takes until a ticket with n ahead is taken, when agents take tickets at a rate and those ahead also give
/// up, each at another rate: the estimator QL_m of Ibrahim & Whitt (2009).
///
/// With i still ahead the next one goes at the rate r + iθ, so the wait has the mean Σ 1/(r + iθ) and the variance
/// Σ 1/(r + iθ)², i = 0…n.
struct Depletion: Sendable {
  /// As many terms are summed; the rest, which changes little from term to term, is integrated.
  private static let terms = 16

  /// r, tickets per second that agents take, > 0.
  let rate: Double
  /// θ, abandonments per second and ticket, ≥ 0.
  let abandonmentRate: Double

  /// Mean and variance of the time, in seconds and seconds².
  ///
  /// - Parameter ahead: n, ≥ 0; it need not be whole.
  func moments(ahead: Double) -> (mean: Double, variance: Double) {
    var (mean, variance) = (0.0, 0.0)
    let whole = Int(min(ahead, Double(Self.terms - 1)))
    for index in 0...whole {
      let time = 1 / (rate + Double(index) * abandonmentRate)
      mean += time
      variance += time * time
    }
    let rest = ahead - Double(whole)
    if whole < Self.terms - 1 {
      let time = 1 / (rate + Double(whole + 1) * abandonmentRate)
      return (mean + rest * time, variance + rest * time * time)
    }
    // From the middle before the first term that is left out to the middle after the last.
    let first = rate + (Double(Self.terms) - 0.5) * abandonmentRate
    let growth = rest * abandonmentRate / first
    let logarithm = growth < 1e-9 ? 1 : Double.log(onePlus: growth) / growth
    return (mean + rest / first * logarithm, variance + rest / (first * first * (1 + growth)))
  }

  /// How many seconds it takes until so many tickets are gone, served or not.
  ///
  /// - Parameter tickets: ≥ 0; it need not be whole.
  func seconds(tickets: Double) -> Double {
    tickets < 1 ? tickets / rate : moments(ahead: tickets - 1).mean
  }
}
