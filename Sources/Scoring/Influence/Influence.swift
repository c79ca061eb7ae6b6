import RealModule

/// The signal of the factor `influence` under each phase, as pure functions of counts.
///
/// Source: the phases are the project's own; the curve follows Rao et al., "Klout Score" (arXiv 1510.08487, 2015),
/// whose 3,600 features reduce to the logarithm of followers at R² ≈ .94.
public enum Influence {
  /// The count at which the curve reaches 1.
  public static let saturation = 1e6
  /// Followers that count for each account that engages, and for one more.
  public static let followersPerEngager = 100.0
  /// Followers that count at most where nothing is known of engagement.
  public static let reachWithoutEngagement = 1000.0
  /// What is left of influence on topics that have nothing to do with the company's market.
  public static let irrelevantShare = 0.2
  /// The weight of a count that somebody has declared and nobody has observed.
  public static let declaredWeight = 0.5

  /// min(1, ln(1+n)/ln(1+10⁶)): every tenfold counts the same.
  ///
  /// - Parameter count: Accounts that may be reached. Negative, or not a number: counts as 0.
  /// - Returns: 0…1.
  public static func curve(_ count: Double) -> Double {
    guard count > 0 else { return 0 }
    return min(.log(onePlus: count) / logOfSaturation, 1)
  }

  private static let logOfSaturation = Double.log(onePlus: saturation)

  /// Followers that can be taken to listen: min(F, 100·(U+1)), or min(F, 1000) when U is unknown.
  ///
  /// - Parameters:
  ///   - followers: F; a negative count is 0.
  ///   - engagers: U, distinct authentic accounts that engaged within 90 days; a negative count is unknown.
  /// - Returns: Accounts, 0…F.
  public static func reach(followers: Int, engagers: Int?) -> Double {
    let known = Double(max(followers, 0))
    guard let engagers, engagers >= 0 else { return min(known, reachWithoutEngagement) }
    return min(known, followersPerEngager * (Double(engagers) + 1))
  }

  /// Phase `relative`: (0.2+0.8τ)·a·curve(reach).
  ///
  /// - Parameters:
  ///   - reach: Accounts that listen, as ``reach(followers:engagers:)`` counts them.
  ///   - authenticity: a, clamped to 0…1, and 0 when not a number.
  ///   - relevance: τ of the account's topics to the market, clamped to 0…1, and 0 when not a number.
  /// - Returns: 0…1.
  public static func relative(reach: Double, authenticity: Double, relevance: Double) -> Double {
    weight(authenticity: authenticity, relevance: relevance) * curve(reach)
  }

  /// (0.2+0.8τ)·a: what authenticity and relevance leave of reach, or of a provider's number that stands in for it.
  ///
  /// - Returns: 0…1.
  public static func weight(authenticity: Double, relevance: Double) -> Double {
    (irrelevantShare + (1 - irrelevantShare) * clamped(relevance)) * clamped(authenticity)
  }

  /// Phase `absolute`: the curve of the followers of all accounts together, nothing else.
  ///
  /// - Parameter totalFollowers: ΣF, which may exceed what an `Int` holds. Negative, or not a number: counts as 0.
  /// - Returns: 0…1.
  public static func absolute(totalFollowers: Double) -> Double {
    curve(totalFollowers)
  }

  /// Phase `declared`: the declared count on the same curve, at half weight until an observed account confirms it.
  ///
  /// - Parameter followers: The declared count; a negative one is 0.
  /// - Returns: 0…0.5.
  public static func declared(followers: Int) -> Double {
    declaredWeight * curve(Double(followers))
  }

  /// `value` within 0…1; what is not a number gives 0.
  private static func clamped(_ value: Double) -> Double {
    value > 0 ? min(value, 1) : 0
  }
}
