import RealModule

/// Gauss's hypergeometric function for real arguments on [0, 1).
///
/// Everything is built on the *excess* W(p, q; c; z) = c·(₂F₁(p, q; c; z) − 1)/q, because the models of customer value
/// need exactly that quotient and it has no singularity at q = 0 or c = 0, where ₂F₁ − 1 and its factor both vanish.
///
/// Source of the formulas: NIST Digital Library of Mathematical Functions, 15.2.1 (series), 15.8.1 (Euler's
/// transformation), 15.10.1 (differential equation).
package enum Hypergeometric {
  /// The greatest argument that is computed; beyond it the function is refused.
  package static let greatestArgument = 1 - 1e-9

  /// The series is summed from zero up to here; beyond, slow series are continued in steps from here.
  private static let anchor = 0.5
  /// Terms of a series beyond the anchor that cost as much as the continuation in steps.
  private static let patience = 384
  /// From this surplus c − p − q on the terms fall so steeply that the plain series is the faster way everywhere.
  private static let steepSurplus = 16.0
  /// Terms after which any series is given up. Reached only by parameters far outside the documented range.
  private static let termLimit = 16_384
  /// Steps after which a continuation is given up, for the same reason.
  private static let stepLimit = 4096

  /// ₂F₁(a, b; c; z).
  ///
  /// Accurate to a relative 1e-9 for 0 < c ≤ 2,000, |a|, |b| ≤ 1,000 as long as the function does not pass through
  /// zero (it cannot for a, b > 0) and its terms do not cancel (they cannot for a, b > −1; loss grows with |a|, |b|
  /// when either is far below zero).
  ///
  /// - Parameters:
  ///   - a: First numerator parameter, finite.
  ///   - b: Second numerator parameter, finite.
  ///   - c: Denominator parameter, finite, greater than zero.
  ///   - z: Argument, 0…``greatestArgument``.
  /// - Returns: The value; `nil` outside the domain, where the value overflows, or where the series does not converge
  ///   within its bound.
  package static func gauss(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double? {
    guard a.isFinite, b.isFinite, c.isFinite, c > 0 else { return nil }
    let surplus = c - a - b
    // Euler: with a negative surplus the terms grow until zⁿ stops them; transformed they shrink on their own. But a
    // transformed parameter far below zero would make them alternate and cancel.
    if surplus < 0, min(c - a, c - b) > -1 {
      guard let excess = excess(c - a, c - b, c, z, complement: 1 - z) else { return nil }
      let value = Double.exp(surplus * .log(onePlus: -z)) * (1 + (c - b) / c * excess)
      return value.isFinite ? value : nil
    }
    guard let excess = excess(a, b, c, z, complement: 1 - z) else { return nil }
    let value = 1 + b / c * excess
    return value.isFinite ? value : nil
  }

  /// W(p, q; c; z) = c·(₂F₁(p, q; c; z) − 1)/q, continued to q = 0 and c = 0.
  ///
  /// - Parameters:
  ///   - p: First numerator parameter, finite.
  ///   - q: Second numerator parameter, finite.
  ///   - c: Denominator parameter, finite, greater than −1.
  ///   - z: Argument, 0…``greatestArgument``.
  ///   - complement: 1 − z. Near one it carries digits that `z` cannot hold, and the function depends on them.
  /// - Returns: The value; `nil` outside the domain or where the series does not converge within its bound.
  package static func excess(_ p: Double, _ q: Double, _ c: Double, _ z: Double, complement: Double) -> Double? {
    guard p.isFinite, q.isFinite, c.isFinite, c > -1, z >= 0, z <= greatestArgument else { return nil }
    let surplus = c - p - q
    if z <= anchor || surplus >= steepSurplus { return series(p, q, c, z, limit: termLimit) }
    // The terms fall like zⁿ/n^{surplus+1} in the end: try the series only if that lets it finish in time.
    let n = Double(patience)
    if n * .log(z) - (surplus + 1) * .log(n) < -37, let sum = series(p, q, c, z, limit: patience) { return sum }
    return continued(p, q, c, complement: complement)
  }

  /// The power series about zero: W = Σ tₙ, t₁ = p·z, tₙ₊₁ = tₙ·z·(p+n)(q+n)/((c+n)(n+1)).
  private static func series(_ p: Double, _ q: Double, _ c: Double, _ z: Double, limit: Int) -> Double? {
    var term = p * z
    var sum = term
    // The tail behind a term is about term·z/(1−z), as the ratio of terms tends to z.
    let tolerance = 0x1p-54 * (1 - z)
    var n = 1.0
    let last = Double(limit)
    while n <= last {
      let ratio = z * ((p + n) * (q + n)) / ((c + n) * (n + 1))
      term *= ratio
      sum += term
      // A term may be small because a factor passes through zero: believe it only while terms shrink.
      if term.magnitude <= tolerance * sum.magnitude, ratio.magnitude < 1 { return sum }
      n += 1
    }
    return nil
  }

  /// Carries the function and its slope from the anchor to 1 − `complement` by Taylor series. The usual connection
  /// formula to 1 − z is shorter, but loses all digits whenever c − p − q is near an integer.
  ///
  /// A step goes at most half of the way to the singularity at one, so that its series converges like 2⁻ᵏ. The other
  /// solutions of the equation, which rounding mixes in, behave like z^{1−c} and (1−z)^{c−p−q}: they die out along the
  /// way, but their own series cancel badly over a long step, so great parameters take shorter ones.
  private static func continued(_ p: Double, _ q: Double, _ c: Double, complement: Double) -> Double? {
    guard var value = series(p, q, c, anchor, limit: termLimit),
      var slope = slope(p, q, c, anchor)
    else { return nil }
    let reach = min(0.5, 2 / (1 + (c - p - q).magnitude))
    // Measured from one, so that the distance to the singularity keeps its digits.
    var distance = 1 - anchor
    for _ in 0..<stepLimit {
      let step = min(distance * reach, (1 - distance) * 2 / (1 + c.magnitude))
      let isLast = step >= distance - complement
      guard
        let next = taylor(
          p, q, c, distance: distance, value: value, slope: slope, step: isLast ? distance - complement : step)
      else { return nil }
      if isLast { return next.value }
      (value, slope) = next
      distance -= step
    }
    return nil
  }

  /// dW/dz = p·₂F₁(p+1, q+1; c+1; z) = p·(1 + (q+1)/(c+1)·W(p+1, q+1; c+1; z)).
  private static func slope(_ p: Double, _ q: Double, _ c: Double, _ z: Double) -> Double? {
    guard let next = series(p + 1, q + 1, c + 1, z, limit: termLimit) else { return nil }
    return p * (1 + (q + 1) / (c + 1) * next)
  }

  /// One Taylor step of z(1−z)W″ + (c − (p+q+1)z)W′ − pqW = pc, Gauss's equation written for the excess, at
  /// z = 1 − `distance`.
  ///
  /// The coefficients carry the powers of the step (uₖ = wₖ·hᵏ), so that none of them overflows by itself.
  private static func taylor(
    _ p: Double, _ q: Double, _ c: Double, distance: Double, value: Double, slope: Double, step: Double
  ) -> (value: Double, slope: Double)? {
    let z = 1 - distance
    let width = z * distance
    let drift = c - (p + q + 1) * z
    let bend = 1 - 2 * z
    var older = value
    var newer = slope * step
    var sum = older + newer
    var slopes = newer
    var source = p * c
    for index in 0..<termLimit {
      let k = Double(index)
      let factor = step / (width * (k + 2) * (k + 1))
      let rise = (k + p) * (k + q) * step * factor
      let fall = (k + 1) * (bend * k + drift) * factor
      let term = rise * older - fall * newer + source * step * factor
      source = 0
      (older, newer) = (newer, term)
      sum += term
      slopes += (k + 2) * term
      // Two in a row, as a single coefficient may vanish by chance.
      let magnitude = max(older.magnitude, newer.magnitude) * (k + 2)
      if magnitude <= 0x1p-54 * max(sum.magnitude, slopes.magnitude) { return (sum, slopes / step) }
      if !magnitude.isFinite { return nil }
    }
    return nil
  }
}
