import JSON
import Scoring

/// The parts of an answer that only the policy decides, written once when it is loaded.
final class PolicyText: Sendable {
  /// `"policy":{"name":…,"version":…}`
  let policy: [UInt8]
  /// For each tier: its name as a JSON string.
  let tierNames: [[UInt8]]
  /// For each tier: `"tier":…,"desk":`
  let tiers: [[UInt8]]
  /// For each tier: its desk's name as a JSON string.
  let tierDesks: [[UInt8]]
  /// For each desk rule: its desk's name as a JSON string.
  let ruleDesks: [[UInt8]]
  /// For each factor: what it contributes where nothing is known.
  let neutral: PerFactor<[UInt8]>
  /// For each factor: the points of that.
  let neutralPoints: PerFactor<Double>
  /// For each severity: what it contributes.
  let severities: [[UInt8]]

  init(_ policy: Policy) {
    let settings = policy.settings
    self.policy = Self.write { json in
      json.key("policy").object {
        json.key("name").string(policy.name)
        json.key("version").string(policy.version)
      }
    }
    tierNames = settings.tiers.map { tier in Self.write { $0.string(tier.name) } }
    tiers = settings.tiers.map { tier in
      Self.write { json in
        json.key("tier").string(tier.name)
        json.key("desk")
      }
    }
    tierDesks = settings.tiers.map { tier in Self.write { $0.string(tier.desk) } }
    ruleDesks = settings.deskRules.map { rule in Self.write { $0.string(rule.desk) } }
    let unknown = Self.decide(Ticket(id: "T"), policy)
    var neutral = PerFactor<[UInt8]>(repeating: [])
    var points = PerFactor<Double>(repeating: 0)
    for factor in Factor.allCases {
      neutral[factor] = Self.write { $0.factor(factor, unknown[factor]) }
      points[factor] = unknown[factor].points
    }
    self.neutral = neutral
    neutralPoints = points
    severities = Severity.allCases.map { severity in
      Self.write { $0.factor(.severity, Self.decide(Ticket(id: "T", severity: severity), policy)[.severity]) }
    }
  }

  /// What the factors contribute to a ticket of which nothing else is known.
  private static func decide(_ ticket: Ticket, _ policy: Policy) -> PerFactor<FactorOutcome> {
    Scoring.score(
      Request(ticket: ticket), policy: policy, population: Population(), now: Instant(secondsSince1970: 0)
    ).factors
  }

  private static func write(_ body: (JSONWriter) -> Void) -> [UInt8] {
    let json = JSONWriter()
    body(json)
    return [UInt8](json.bytes)
  }
}
