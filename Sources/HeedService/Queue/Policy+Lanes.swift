import Queueing
import Scoring

extension Policy {
  /// All lanes that decisions can send tickets to: each tier at its own desk, and at those of rules.
  var lanes: [Lane] {
    settings.tiers.flatMap { tier in
      var desks = [tier.desk]
      for rule in settings.deskRules where rule.tiers.isEmpty || rule.tiers.contains(tier.name) {
        if !desks.contains(rule.desk) { desks.append(rule.desk) }
      }
      return desks.map { Lane(desk: $0, tier: tier.name, promiseSeconds: tier.promiseSeconds) }
    }
  }
}
