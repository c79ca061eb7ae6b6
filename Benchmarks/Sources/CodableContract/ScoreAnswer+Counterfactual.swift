extension ScoreAnswer {
  /// What the decision would have been otherwise.
  struct Counterfactual: Encodable, Sendable {
    var withoutSocial: ScoredTier
    var phases: Phases
    var nextTier: NextTier?

    enum CodingKeys: String, CodingKey {
      case phases
      case withoutSocial = "without_social"
      case nextTier = "next_tier"
    }

    /// Written by hand because the contract has `null` where the compiler's own would leave a member out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(withoutSocial, forKey: .withoutSocial)
      try container.encode(phases, forKey: .phases)
      try container.encode(nextTier, forKey: .nextTier)
    }
  }

  /// A score with its tier.
  struct ScoredTier: Encodable, Sendable {
    var score: Double
    var tier: String
  }

  /// The tier under each phase.
  struct Phases: Encodable, Sendable {
    var ignore: String
    var declared: String
    var absolute: String
    var relative: String
  }

  /// How far the next tier is away.
  struct NextTier: Encodable, Sendable {
    var tier: String
    var pointsNeeded: Double

    enum CodingKeys: String, CodingKey {
      case tier
      case pointsNeeded = "points_needed"
    }
  }
}
