/// Whom to heed how soon, and why: the answer to a request.
public struct Decision: Sendable {
  /// The policy it was made under.
  public let policy: Policy
  /// The score, 0…100: the sum of all factors' points.
  public let score: Double
  /// The tier's index in ``PolicySettings/tiers``.
  public let tierIndex: Int
  /// The desk rule that holds, as an index in ``PolicySettings/deskRules``; nil: the tier's own desk.
  public let deskRuleIndex: Int?
  /// Seconds credited within the tier, 0…`headStartShare` · promise, in proportion to the score's place in the band.
  public let headStartSeconds: Double
  /// What each factor contributed.
  public let factors: PerFactor<FactorOutcome>
  /// Labelled observations, to which whoever asked for the decision may add its own.
  public var flags: Flags
  /// Who noted declared influence, where that is known.
  public let declaredBy: String?
  /// What would have been otherwise.
  public let counterfactuals: Counterfactuals

  /// The tier.
  public var tier: Tier { policy.settings.tiers[tierIndex] }
  /// The desk that should answer.
  public var desk: String { deskRuleIndex.map { policy.settings.deskRules[$0].desk } ?? tier.desk }
  /// The target maximum wait in seconds.
  public var promiseSeconds: Double { tier.promiseSeconds }
}

extension Decision: Equatable {
  public static func == (left: Decision, right: Decision) -> Bool {
    left.policy === right.policy && left.score == right.score && left.tierIndex == right.tierIndex
      && left.deskRuleIndex == right.deskRuleIndex && left.headStartSeconds == right.headStartSeconds
      && left.factors == right.factors && left.flags == right.flags && left.declaredBy == right.declaredBy
      && left.counterfactuals == right.counterfactuals
  }
}
