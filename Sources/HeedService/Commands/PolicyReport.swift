import Foundation
import Scoring

/// A policy as tables that a person can read.
public struct PolicyReport {
  private let policy: Policy
  private let values: PopulationTable?
  private let taxonomy: TopicTaxonomy?

  /// A report on a policy and the files that it names.
  public init(_ loaded: LoadedPolicy) {
    policy = loaded.policy
    values = loaded.values
    taxonomy = loaded.taxonomy
  }

  /// What may be a mistake in a policy that is good, a sentence each: topics of the market that its taxonomy does not
  /// have, with the names most like each.
  public var warnings: [String] {
    guard let taxonomy else { return [] }
    return policy.settings.market.map(\.topic).filter { !taxonomy.contains($0) }.map { topic in
      let nearest = taxonomy.nearestNames(to: topic, count: 3)
      return
        "market topic \(topic) is not in \(policy.settings.topicsFile ?? "the topics"), so only accounts with this "
        + "very topic are relevant to it"
        + (nearest.isEmpty ? "" : "; there are \(nearest.joined(separator: ", "))")
    }
  }

  /// The whole report.
  public var text: String {
    let settings = policy.settings
    return """
      policy   \(policy.name)
      version  \(policy.version)
      phase    \(settings.phase.rawValue): \(Self.meaning(of: settings.phase))

      \(factors)
      \(tiers)
      \(deskRules)
      \(social)
      \(topics)
      \(population)
      """
  }

  private var factors: String {
    var table = TextTable(["factor", "group", "cap", "neutral", "half-life"], rightAligned: [2, 3, 4])
    for factor in Factor.allCases {
      let values = policy.settings.factors[factor]
      let halfLife = values.halfLifeSeconds.map { hours in
        hours >= 172_800 ? "\(Self.plain(hours / 86400)) d" : "\(Self.plain(hours / 3600)) h"
      }
      table.add([
        factor.rawValue, factor.group.rawValue, Self.plain(values.cap), Self.plain(values.neutral), halfLife ?? "-",
      ])
    }
    return table.text
  }

  private var tiers: String {
    var table = TextTable(["tier", "from", "promise", "head start up to", "desk"], rightAligned: [1, 2, 3])
    for tier in policy.settings.tiers {
      table.add([
        tier.name, Self.plain(tier.from), spoken(seconds: tier.promiseSeconds),
        spoken(seconds: tier.promiseSeconds * policy.settings.headStartShare), tier.desk,
      ])
    }
    return table.text
  }

  private var deskRules: String {
    if policy.settings.deskRules.isEmpty { return "no desk rules: each tier's own desk answers\n" }
    var table = TextTable(["desk rule", "to desk", "when"], rightAligned: [0])
    for (index, rule) in policy.settings.deskRules.enumerated() {
      table.add(["\(index + 1)", rule.desk, Self.conditions(of: rule)])
    }
    return table.text
  }

  private var social: String {
    let settings = policy.settings
    let lift = settings.greatestSocialLift
    let steps = lift == 0 ? "no tier" : lift == 1 ? "one tier at most" : "\(lift) tiers at most"
    return """
      What social signals can do at most: add \(Self.plain(settings.greatestSocialGain)) points, and so lift a ticket \
      by \(steps).
      They never take points. Consent: \(settings.consent.rawValue). Market: \
      \(settings.market.isEmpty ? "no topics" : settings.market.map { "\($0.topic) \(Self.plain($0.weight))" }.joined(separator: ", ")).

      """
  }

  private var topics: String {
    guard let file = policy.settings.topicsFile, let taxonomy else {
      return "No taxonomy of topics: a topic is only near itself."
    }
    return """
      Topics are near each other by \(file): \(taxonomy.count) topics, \(taxonomy.linkCount) links; of them \
      \(policy.relevantTopicCount) count for the market.
      """
  }

  private var population: String {
    guard let file = policy.settings.populationFile, let quantiles = values?.quantiles, let least = quantiles.first,
      let most = quantiles.last
    else { return "No population table: lifetime value counts as neutral." }
    let median = quantiles[quantiles.count / 2]
    return """
      Lifetime values are ranked in \(file): \(quantiles.count) quantiles, least \(Self.money(least)), median \
      \(Self.money(median)), most \(Self.money(most)).
      """
  }

  private static func conditions(of rule: DeskRule) -> String {
    var conditions = Factor.allCases.compactMap { factor in
      rule.atLeast[factor].map { "\(factor.rawValue) at least \(plain($0 * 100)) % of its cap" }
    }
    for (name, values) in [("tier", rule.tiers), ("channel", rule.channels), ("topic", rule.topics)]
    where !values.isEmpty {
      conditions.append("\(name) is " + values.joined(separator: " or "))
    }
    return conditions.isEmpty ? "always" : conditions.joined(separator: ", and ")
  }

  private static func meaning(of phase: Phase) -> String {
    switch phase {
    case .ignore: "influence counts for nobody"
    case .declared: "influence counts where an agent noted it"
    case .absolute: "followers are counted, and nothing else"
    case .relative: "reach is weighed by authenticity and relevance to the market"
    }
  }

  private static func plain(_ value: Double) -> String { String(format: "%g", value) }

  private static func money(_ value: Double) -> String { String(format: "%.2f", value) }
}
