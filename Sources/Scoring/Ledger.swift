/// Adds up a decision's points.
///
/// Points are kept in steps of 0.0001, so that those shown add up to the score that decided, and so that no error of
/// a sum in floating point puts two like tickets apart.
struct Ledger {
  private(set) var outcomes: PerFactor<FactorOutcome>
  /// All points entered so far.
  private(set) var sum = 0.0
  /// Whether any data entered are older than their half-life.
  private(set) var isStale = false

  private let factors: PerFactor<FactorSettings>

  init(_ policy: Policy) {
    factors = policy.settings.factors
    outcomes = PerFactor(
      repeating: FactorOutcome(
        signal: 0, points: 0, cap: 0, source: .neutral, ageSeconds: nil, reason: .neutral(.severity)))
  }

  /// Enters a factor: its blended signal times its cap, or the points given where the group has a say in them.
  mutating func enter(
    _ factor: Factor, _ reading: Reading?, points given: Double? = nil, whenMissing: Reason? = nil
  ) {
    let values = factors[factor]
    let signal = values.signal(reading, of: factor.group)
    let points = given ?? Self.quantised(values.cap * signal)
    outcomes[factor] = FactorOutcome(
      signal: signal, points: points, cap: values.cap, source: reading?.source ?? .neutral, ageSeconds: reading?.age,
      reason: reading?.reason ?? whenMissing ?? .neutral(factor))
    sum += points
    if let age = reading?.age, let halfLife = values.halfLifeSeconds, age > halfLife { isStale = true }
  }

  /// The score that `base` points and the social points give.
  static func total(_ base: Double, _ social: SocialFactors.Points) -> Double {
    min(100, quantised(base + social.influence + social.story))
  }

  /// The nearest multiple of 0.0001; of two, the one farther from zero.
  static func quantised(_ points: Double) -> Double {
    let steps = points * 10000
    // Far more than points can be.
    guard steps.magnitude < 0x1p51 else { return points }
    // As `rounded()` has it, which is a call of the C library where the processor is not known to have SSE 4.1. So large
    // a sum has no digits after the point: it is the nearest whole number, of two the even one.
    let nearest = (steps + 0x1.8p52) - 0x1.8p52
    let rest = steps - nearest
    if rest.magnitude == 0.5, (rest > 0) == (steps > 0) { return (nearest + 2 * rest) / 10000 }
    return nearest / 10000
  }
}
