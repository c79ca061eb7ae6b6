/// What the decision would have been otherwise. Tiers are indices in ``PolicySettings/tiers``.
public struct Counterfactuals: Equatable, Sendable {
  /// The score without any social signals.
  public var scoreWithoutSocial: Double
  /// The tier without any social signals.
  public var tierWithoutSocial: Int
  /// The tier under each phase.
  public var tierByPhase: PerPhase<Int>
  /// The points that the next higher tier is away; nil in the highest.
  public var pointsToNextTier: Double?
}
