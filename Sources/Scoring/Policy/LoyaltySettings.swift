/// How tenure and programme level become the loyalty signal: their weighted mean, a missing one counted as neutral.
public struct LoyaltySettings: Equatable, Sendable {
  /// The tenure in days that counts as full, > 0; shorter ones in proportion.
  public var fullTenureDays = 3650.0
  /// The weight (0…1) of tenure; the rest is the level's.
  public var tenureWeight = 0.5
  /// The programme's levels by name, each with its signal 0…1.
  public var levels = [
    LoyaltyLevel("none", 0), LoyaltyLevel("bronze", 0.4), LoyaltyLevel("silver", 0.6), LoyaltyLevel("gold", 0.8),
    LoyaltyLevel("platinum", 1),
  ]

  /// The default settings.
  public init() {}
}
