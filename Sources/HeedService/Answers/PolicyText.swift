import JSON
import Scoring

/// The parts of an answer that are known once the policy is, written when it is loaded.
final class PolicyText: Sendable {
  /// What holds the parts.
  let prepared: PreparedJSON
  /// `"policy":{"name":…,"version":…},`
  let policy: PreparedJSON.Piece
  /// For each tier: its name as a JSON string.
  let tierNames: [PreparedJSON.Piece]
  /// For each tier: `,"tier":…,"desk":`
  let tiers: [PreparedJSON.Piece]
  /// For each tier: its desk's name as a JSON string.
  let tierDesks: [PreparedJSON.Piece]
  /// For each desk rule: its desk's name as a JSON string.
  let ruleDesks: [PreparedJSON.Piece]
  /// For each tier: `,"promise_seconds":…,"head_start_seconds":`
  let promises: [PreparedJSON.Piece]
  /// For each factor: what it contributes where nothing is known.
  let neutral: PerFactor<PreparedJSON.Piece>
  /// For each factor: the points of that.
  let neutralPoints: PerFactor<Double>
  /// For each severity: what it contributes.
  let severities: [PreparedJSON.Piece]
  /// For each bit of ``Flags``: the flag with its reason, an empty piece for those not shown.
  let flags: [PreparedJSON.Piece]

  /// No fewer bytes than an answer takes, its ticket's id, its declaration's author and its warnings left out.
  let room: Int

  init(_ policy: Policy) {
    let settings = policy.settings
    var prepared = PreparedJSON()
    self.policy = prepared.piece { json in
      json.key("policy").object {
        json.key("name").string(policy.name)
        json.key("version").string(policy.version)
      }
      json.raw(",")
    }
    tierNames = settings.tiers.map { tier in prepared.piece { $0.string(tier.name) } }
    tiers = settings.tiers.map { tier in
      prepared.piece { json in
        json.raw(",")
        json.key("tier").string(tier.name)
        json.key("desk")
      }
    }
    tierDesks = settings.tiers.map { tier in prepared.piece { $0.string(tier.desk) } }
    ruleDesks = settings.deskRules.map { rule in prepared.piece { $0.string(rule.desk) } }
    promises = settings.tiers.map { tier in
      prepared.piece { json in
        json.raw(",")
        json.key("promise_seconds").number(tier.promiseSeconds, decimals: 0)
        json.key("head_start_seconds")
      }
    }
    let unknown = Self.decide(Ticket(), policy)
    var neutral = PerFactor(repeating: self.policy)
    var points = PerFactor<Double>(repeating: 0)
    for factor in Factor.allCases {
      neutral[factor] = prepared.piece { $0.append(room: JSONPen.factorRoom) { $0.factor(factor, unknown[factor]) } }
      points[factor] = unknown[factor].points
    }
    self.neutral = neutral
    neutralPoints = points
    severities = Severity.allCases.map { severity in
      let outcome = Self.decide(Ticket(severity: severity), policy)[.severity]
      return prepared.piece { $0.append(room: JSONPen.factorRoom) { $0.factor(.severity, outcome) } }
    }
    flags = (0..<UInt32.bitWidth).map { bit in
      prepared.piece { json in
        guard let shown = Flags.descriptions.first(where: { $0.flag.rawValue == 1 << bit }) else { return }
        json.object {
          json.key("flag").string(shown.label)
          json.key("because").string(shown.because)
        }
      }
    }
    self.prepared = prepared
    // The policy, five names of tiers, one of a desk, one promise; then flags and factors.
    room =
      DecisionWriter.fixedRoom + 8 * prepared.longest + flags.reduce(0) { $0 + $1.count + 1 }
      + Factor.allCases.count * (JSONPen.factorRoom + 1) + PreparedJSON.step
  }

  /// What the factors contribute to a ticket of which nothing else is known.
  private static func decide(_ ticket: Ticket, _ policy: Policy) -> PerFactor<FactorOutcome> {
    Scoring.score(
      Request(ticket: ticket), policy: policy, population: Population(), now: Instant(secondsSince1970: 0)
    ).factors
  }
}
