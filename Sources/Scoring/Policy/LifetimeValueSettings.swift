/// How a customer's lifetime value is computed where the company does not give it.
public struct LifetimeValueSettings: Equatable, Sendable {
  /// How far ahead purchases are predicted, in weeks, > 0.
  public var horizonWeeks = 260.0
  /// The margin on a purchase's value, 0…1.
  public var margin = 1.0
  /// The yearly discount rate for subscribers, > 0.
  public var discountRate = 0.12
  /// When customers buy again. The time unit is a week. Default: CDNOW, as published.
  public var purchaseModel = BGNBD.cdnow
  /// What they spend. Default: CDNOW, as published.
  public var spendModel = GammaGamma.cdnow

  /// The default settings.
  public init() {}
}
