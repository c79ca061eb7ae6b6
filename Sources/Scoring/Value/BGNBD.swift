// T is the age's name in the published model, beside t and t_x; a lower-case t would be the horizon.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Mathematics
import RealModule

/// The BG/NBD model of repeat purchases: how many a customer will make, and whether the customer is still one.
///
/// Customers buy at a rate of their own, spread over customers as Gamma(r, α), and leave after each purchase with a
/// probability of their own, spread as Beta(a, b). All times are in the unit in which the parameters were fitted
/// (weeks in the default policy).
///
/// Source: Fader, Hardie & Lee, "Counting Your Customers the Easy Way", Marketing Science 24 (2005), equations 10
/// and A8 onwards.
public struct BGNBD: Sendable, Equatable {
  /// Shape of the spread of purchase rates, 1e-4…20.
  public let r: Double
  /// Rate of the spread of purchase rates, in units of time, 1e-3…1e6.
  public let alpha: Double
  /// First shape of the spread of leaving probabilities, 1e-4…100.
  public let a: Double
  /// Second shape of the spread of leaving probabilities, 1e-4…100.
  public let b: Double

  /// Fitted on the customers of CDNOW, time in weeks (published in the paper above).
  public static let cdnow = BGNBD(uncheckedR: 0.243, alpha: 4.414, a: 0.793, b: 2.426)

  private init(uncheckedR r: Double, alpha: Double, a: Double, b: Double) {
    self.r = r
    self.alpha = alpha
    self.a = a
    self.b = b
  }

  /// The longest age or horizon that is accepted, in units of time.
  public static let longestTime = 1e5

  /// Creates a model.
  ///
  /// The ranges hold every fit that says anything about customers, and keep the evaluation within its accuracy.
  /// - Throws: ``ParameterError`` that names the parameter that lies outside its range.
  public init(r: Double, alpha: Double, a: Double, b: Double) throws(ParameterError) {
    try ParameterError.check(r, in: 1e-4...20, "r")
    try ParameterError.check(alpha, in: 1e-3...1e6, "alpha")
    try ParameterError.check(a, in: 1e-4...100, "a")
    try ParameterError.check(b, in: 1e-4...100, "b")
    self.init(uncheckedR: r, alpha: alpha, a: a, b: b)
  }

  /// E[Y(t)], the purchases to expect of a customer within the `horizon` from now.
  ///
  /// With z = t/(α+T+t) and d = a−1 the published formula becomes
  /// E[Y(t)] = (a+b+x−1)/d·[1 − (1−z)ᵈ·₂F₁(a+b−1−r, d; a+b+x−1; z)] · P(alive),
  /// by Euler's transformation: stable for great x. The bracket is evaluated through ₂F₁ − 1 and (1−z)ᵈ − 1, so that
  /// neither a = 1 (a removable singularity) nor a short horizon costs digits. Relative error below 1e-9.
  ///
  /// - Parameters:
  ///   - x: Repeat purchases (all but the first), zero or more.
  ///   - tx: Time from the first purchase to the last, 0…T.
  ///   - T: Time from the first purchase to now, 0…``longestTime``.
  ///   - horizon: Time ahead, 0…``longestTime``.
  /// - Returns: A finite number, zero or more; `nil` when an argument lies outside its range or is not a number.
  public func expectedPurchases(x: Int, tx: Double, T: Double, horizon: Double) -> Double? {
    guard let odds = deadOdds(x: x, tx: tx, T: T), horizon >= 0, horizon <= Self.longestTime,
      let alive = expectedPurchasesIfAlive(x: Double(x), T: T, horizon: horizon)
    else { return nil }
    return alive / (1 + odds)
  }

  /// P(alive), the probability that a customer has not left.
  ///
  /// It is 1 for x = 0, as the model lets customers leave only after a repeat purchase. That is an artefact:
  /// never read it as loyalty.
  ///
  /// - Parameters:
  ///   - x: Repeat purchases, zero or more.
  ///   - tx: Time from the first purchase to the last, 0…T.
  ///   - T: Time from the first purchase to now, 0…``longestTime``.
  /// - Returns: 0…1; `nil` when an argument lies outside its range or is not a number.
  public func probabilityAlive(x: Int, tx: Double, T: Double) -> Double? {
    deadOdds(x: x, tx: tx, T: T).map { 1 / (1 + $0) }
  }

  /// The odds that a customer has left: [x>0]·(a/(b+x−1))·((α+T)/(α+t_x))^{r+x}.
  ///
  /// May be infinite: who bought every week and then not for years has left, and 1/(1+∞) says so.
  private func deadOdds(x: Int, tx: Double, T: Double) -> Double? {
    guard x >= 0, tx >= 0, tx <= T, T <= Self.longestTime else { return nil }
    guard x > 0 else { return 0 }
    let count = Double(x)
    let silence = Double.log(onePlus: (T - tx) / (alpha + tx))
    return a / (b + count - 1) * .exp((r + count) * silence)
  }

  /// The expectation for a customer who is known not to have left.
  ///
  /// Writing F = 1 + q·W/c for the hypergeometric function, W its excess, lets the factor d of F − 1 cancel against
  /// the denominator by hand.
  private func expectedPurchasesIfAlive(x: Double, T: Double, horizon: Double) -> Double? {
    let past = alpha + T
    let z = horizon / (past + horizon)
    let rest = past / (past + horizon)
    let logRest = -Double.log(onePlus: horizon / past)
    let c = a + b + x - 1
    let d = a - 1
    if d <= r + x {
      guard let excess = Hypergeometric.excess(a + b - 1 - r, d, c, z, complement: rest) else { return nil }
      let power = Double.expMinusOne(d * logRest)
      let slope = d == 0 ? logRest : power / d
      return max(-c * slope - (1 + power) * excess, 0)
    }
    // Customers who leave fast: here the untransformed function is the one that stays bounded, and d > 0.
    guard let excess = Hypergeometric.excess(b + x, r + x, c, z, complement: rest) else { return nil }
    let power = Double.expMinusOne((r + x) * logRest)
    return max((-c * power - (1 + power) * (r + x) * excess) / d, 0)
  }
}
