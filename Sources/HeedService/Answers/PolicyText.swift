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
  /// For each factor: `,"cap":…,"signal":`
  let caps: PerFactor<[UInt8]>

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
    var caps = PerFactor<[UInt8]>(repeating: [])
    for factor in Factor.allCases {
      caps[factor] = Self.write { json in
        json.raw(#","cap":"#)
        json.number(settings.factors[factor].cap, decimals: 4)
        json.raw(#","signal":"#)
      }
    }
    self.caps = caps
  }

  private static func write(_ body: (JSONWriter) -> Void) -> [UInt8] {
    let json = JSONWriter()
    body(json)
    return [UInt8](json.bytes)
  }
}
