/// All that a policy decides, with the defaults that `config/policy.yaml` shows and explains.
public struct PolicySettings: Equatable, Sendable {
  /// The policy's name, shown on every decision.
  public var name = "default"
  /// How influence is treated.
  public var phase = Phase.relative
  /// Cap, neutral value and half-life of each factor.
  public var factors = PolicySettings.defaultFactors
  /// The signal (0…1) of each severity.
  public var severity = SeverityLevels()
  /// The number of unresolved contacts that gives all of `repeat_contact`, ≥ 1.
  public var repeatContactsForAll = 3
  /// When a topic counts as surging.
  public var incidents = IncidentSettings()
  /// Tenure and programme level.
  public var loyalty = LoyaltySettings()
  /// How a lifetime value is computed.
  public var lifetimeValue = LifetimeValueSettings()
  /// The most points that the social factors give together.
  public var socialCap = 14.0
  /// What a missing consent means.
  public var consent = Consent.explicit
  /// Whether the social signals may move a ticket by more than one tier. A policy has to say so explicitly.
  public var socialMaySkipTiers = false
  /// How influence is weighed.
  public var influence = InfluenceSettings()
  /// What the company's market is about; an account's relevance is the greatest product of its weight and this one.
  public var market = [TopicWeight("home-appliances", 1)]
  /// The similarity (0…1, see ``TopicTaxonomy``) from which on a topic is near one of the market's and counts for it.
  public var leastTopicSimilarity = 0.3
  /// How a story's growth is judged.
  public var story = StorySettings()
  /// How complaints on record scale the social points.
  public var conduct = ConductSettings()
  /// How a community's word scales what social signals add.
  public var community = CommunitySettings()
  /// The tiers, the highest first; the last starts at score 0.
  public var tiers = [
    Tier(name: "critical", from: 56, promiseSeconds: 300, desk: "first-response"),
    Tier(name: "urgent", from: 42, promiseSeconds: 900, desk: "senior"),
    Tier(name: "priority", from: 28, promiseSeconds: 3600, desk: "senior"),
    Tier(name: "standard", from: 0, promiseSeconds: 14400, desk: "general"),
  ]
  /// The greatest head start, as a share (0…0.1) of the tier's promise.
  public var headStartShare = 0.1
  /// Rules that send a decision to another desk; the first that holds wins.
  public var deskRules = PolicySettings.defaultDeskRules
  /// The file with the population table, as the policy names it; nil: value cannot be ranked and counts as neutral.
  public var populationFile: String? = "population.csv"
  /// The file with the topics' taxonomy, as the policy names it; nil: a topic is only near itself.
  public var topicsFile: String? = "topics.tsv"

  /// The default policy.
  public init() {}

  private static var defaultFactors: PerFactor<FactorSettings> {
    let hour = 3600.0
    let day = 24 * hour
    var factors = PerFactor(repeating: FactorSettings(cap: 0, neutral: 0))
    factors[.severity] = FactorSettings(cap: 56, neutral: 0.3)
    factors[.repeatContact] = FactorSettings(cap: 6, neutral: 0)
    factors[.incident] = FactorSettings(cap: 6, neutral: 0, halfLifeSeconds: 2 * hour)
    factors[.value] = FactorSettings(cap: 12, neutral: 0.5, halfLifeSeconds: 365 * day)
    factors[.loyalty] = FactorSettings(cap: 6, neutral: 0.3, halfLifeSeconds: 365 * day)
    factors[.influence] = FactorSettings(cap: 10, neutral: 0.05, halfLifeSeconds: 30 * day)
    factors[.story] = FactorSettings(cap: 10, neutral: 0, halfLifeSeconds: 6 * hour)
    return factors
  }

  private static var defaultDeskRules: [DeskRule] {
    var influential = DeskRule(desk: "social-care")
    influential.atLeast[.influence] = 0.4
    var spreading = DeskRule(desk: "social-care")
    spreading.atLeast[.story] = 0.2
    var valuable = DeskRule(desk: "key-accounts")
    valuable.atLeast[.value] = 0.8
    return [influential, spreading, valuable]
  }
}
