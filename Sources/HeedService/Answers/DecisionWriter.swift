import JSON
import Scoring

/// Writes decisions as JSON, in the schema of `openapi.yaml`.
struct DecisionWriter {
  /// What tells a decision from any other: a hash of request, policy and time.
  let id: JSONDigest
  /// The request that was decided.
  let request: Request
  /// The time that the decision was made at.
  let now: Instant
  /// The fields of the request that nobody knows.
  let warnings: [FieldProblem]

  func write(_ decision: Decision, to json: JSONWriter) {
    json.object {
      json.key("decision").hex(id)
      json.key("ticket").string(request.ticket.id)
      json.key("policy").object {
        json.key("name").string(decision.policy.name)
        json.key("version").string(decision.policy.version)
      }
      json.key("scored_at").time(Int(now.secondsSince1970.rounded(.down)))
      json.key("score").number(decision.score, decimals: 4)
      json.key("tier").string(decision.tier.name)
      json.key("desk").string(decision.desk)
      json.key("promise_seconds").number(decision.promiseSeconds, decimals: 0)
      json.key("head_start_seconds").number(decision.headStartSeconds, decimals: 0)
      wait(decision, json)
      json.key("factors").array {
        for factor in Factor.allCases { self.factor(factor, decision.factors[factor], json) }
      }
      flags(decision, json)
      counterfactual(decision, json)
      if !warnings.isEmpty { json.key("warnings").problems(warnings) }
    }
  }

  /// Without a queue to look at, the suggested wait is what the promise leaves after the head start.
  private func wait(_ decision: Decision, _ json: JSONWriter) {
    json.key("wait").object {
      json.key("suggested_seconds").number(decision.promiseSeconds - decision.headStartSeconds, decimals: 0)
      json.raw(#","p50_seconds":null,"p90_seconds":null,"position":null,"basis":"promise-only""#)
    }
  }

  private func factor(_ factor: Factor, _ outcome: FactorOutcome, _ json: JSONWriter) {
    json.object {
      json.key("factor").string(factor.rawValue)
      json.key("points").number(outcome.points, decimals: 4)
      json.key("cap").number(outcome.cap, decimals: 4)
      json.key("signal").number(outcome.signal, decimals: 4)
      json.key("because").string(streaming: outcome.reason)
      json.key("source").string(outcome.source.rawValue)
      if let age = outcome.ageSeconds { json.key("age_seconds").number(age, decimals: 0) }
    }
  }

  private func flags(_ decision: Decision, _ json: JSONWriter) {
    json.key("flags").array {
      if decision.flags.isEmpty { return }
      for description in Flags.descriptions where decision.flags.contains(description.flag) {
        json.object {
          json.key("flag").string(description.label)
          if description.flag == .influenceDeclared {
            json.key("because").string(streaming: DeclarationReason(decision: decision))
          } else {
            json.key("because").string(description.because)
          }
        }
      }
    }
  }

  private func counterfactual(_ decision: Decision, _ json: JSONWriter) {
    let others = decision.counterfactuals
    let tiers = decision.policy.settings.tiers
    json.key("counterfactual").object {
      json.key("without_social").object {
        json.key("score").number(others.scoreWithoutSocial, decimals: 4)
        json.key("tier").string(tiers[others.tierWithoutSocial].name)
      }
      json.key("phases").object {
        json.key("ignore").string(tiers[others.tierByPhase[.ignore]].name)
        json.key("declared").string(tiers[others.tierByPhase[.declared]].name)
        json.key("absolute").string(tiers[others.tierByPhase[.absolute]].name)
        json.key("relative").string(tiers[others.tierByPhase[.relative]].name)
      }
      guard let points = others.pointsToNextTier else { return json.key("next_tier").null() }
      json.key("next_tier").object {
        json.key("tier").string(tiers[decision.tierIndex - 1].name)
        json.key("points_needed").number(points, decimals: 4)
      }
    }
  }
}

/// Who declared influence, and whether an account confirms it.
private struct DeclarationReason: TextOutputStreamable {
  let decision: Decision

  func write<Target: TextOutputStream>(to target: inout Target) {
    target.write("declared")
    if let by = decision.declaredBy {
      target.write(" by ")
      target.write(by)
    }
    let isConfirmed = decision.flags.contains(.influenceConfirmed)
    target.write(isConfirmed ? ", then confirmed by an observed account" : ", not yet confirmed by an observed account")
  }
}
