/// How influence is weighed; the names follow the formula in ``Influence``.
public struct InfluenceSettings: Equatable, Sendable {
  /// What an account of whom authenticity cannot be judged counts, 0…1.
  public var neutralAuthenticity = 0.5
  /// Below this authenticity (0…1) a decision is flagged.
  public var doubtfulAuthenticity = 0.3
  /// The coefficients of authenticity for a network that has none of its own.
  public var authenticity = Authenticity()
  /// Coefficients by network, where they were calibrated.
  public var authenticityByNetwork: [String: Authenticity] = [:]
  /// The share (0…1) of zero follower counts in quiet times; three times as many mean an outage.
  public var zeroCountBaseline = 0.05
  /// How long the guard against such an outage looks back, in seconds, > 0.
  public var zeroCountWindowSeconds = 600.0

  /// The default settings.
  public init() {}
}
