/// A checked, immutable policy with its identity and what is prepared from it. Shared by reference: a decision keeps
/// the policy it was made under.
public final class Policy: Sendable {
  /// All weights, tiers and desks.
  public let settings: PolicySettings
  /// The content hash that names this version, such as `sha256:…`.
  public let version: String
  /// The weights of the market's topics, and of those near them.
  let market: TopicWeights
  /// The signals of the loyalty programme's levels.
  let levels: WeightsByName
  /// For each desk rule: the least shares of caps that it asks for.
  let deskConditions: [[DeskCondition]]

  /// The policy's name.
  public var name: String { settings.name }

  /// A policy of settings that ``PolicySettings/problems()`` finds nothing wrong with.
  ///
  /// - Parameters:
  ///   - settings: all weights, tiers and desks.
  ///   - version: the content hash that names this version.
  ///   - taxonomy: tells which topics are near those of the market; without one a topic is only near itself.
  /// - Precondition: there is at least one tier, the last starts at score 0, and the tiers fall.
  public init(_ settings: PolicySettings, version: String, taxonomy: TopicTaxonomy? = nil) {
    precondition(settings.tiers.last?.from == 0, "the last tier starts at 0")
    self.settings = settings
    self.version = version
    market = TopicWeights(
      taxonomy?.weights(market: settings.market, leastSimilarity: settings.leastTopicSimilarity)
        ?? Dictionary(settings.market.map { ($0.topic, $0.weight) }, uniquingKeysWith: max))
    levels = WeightsByName(
      Dictionary(settings.loyalty.levels.map { ($0.name, $0.signal) }, uniquingKeysWith: { first, _ in first }))
    deskConditions = settings.deskRules.map { rule in
      Factor.allCases.compactMap { factor in rule.atLeast[factor].map { DeskCondition(factor: factor, share: $0) } }
    }
  }

  /// The number of names of topics that count for the market: its own and those near them.
  public var relevantTopicCount: Int { market.count }

  /// The index in ``PolicySettings/tiers`` of the tier that `score` falls in.
  public func tierIndex(ofScore score: Double) -> Int {
    var index = 0
    while index < settings.tiers.count - 1, score < settings.tiers[index].from { index += 1 }
    return index
  }
}
