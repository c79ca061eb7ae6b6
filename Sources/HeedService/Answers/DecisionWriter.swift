import JSON
import Scoring

/// Writes decisions as JSON, in the schema of `openapi.yaml`.
///
/// It is the greatest part of the work on a request, so keys and punctuation go out as literals, and what only the
/// policy decides was written when that was loaded.
struct DecisionWriter {
  /// What tells a decision from any other: a hash of request, policy and time.
  let id: DecisionID
  /// The id of the ticket that was decided.
  let ticket: String
  /// The time that the decision was made at.
  let now: Instant
  /// The fields of the request that nobody knows.
  let warnings: [FieldProblem]
  /// The policy's parts of the answer.
  let text: PolicyText

  func write(_ decision: Decision, to json: JSONWriter) {
    json.beginObject()
    json.raw(#""decision":"#)
    json.id(id)
    json.raw(#","ticket":"#)
    json.string(ticket)
    json.raw(",")
    json.raw(text.policy)
    json.raw(#","scored_at":"#)
    json.time(Int(now.secondsSince1970.rounded(.down)))
    json.raw(#","score":"#)
    json.number(decision.score, decimals: 4)
    json.raw(",")
    json.raw(text.tiers[decision.tierIndex])
    json.raw(decision.deskRuleIndex.map { text.ruleDesks[$0] } ?? text.tierDesks[decision.tierIndex])
    times(decision, json)
    json.raw(#","factors":["#)
    for factor in Factor.allCases {
      if factor != .severity { json.raw(",") }
      json.factor(factor, decision.factors[factor], text)
    }
    json.raw(#"],"flags":["#)
    flags(decision, json)
    json.raw("]")
    counterfactual(decision, json)
    if !warnings.isEmpty { json.key("warnings").problems(warnings) }
    json.endObject()
  }

  /// Without a queue to look at, the suggested wait is what the promise leaves after the head start.
  private func times(_ decision: Decision, _ json: JSONWriter) {
    json.raw(#","promise_seconds":"#)
    json.number(decision.promiseSeconds, decimals: 0)
    json.raw(#","head_start_seconds":"#)
    json.number(decision.headStartSeconds, decimals: 0)
    json.raw(#","wait":{"suggested_seconds":"#)
    json.number(decision.promiseSeconds - decision.headStartSeconds, decimals: 0)
    json.raw(#","p50_seconds":null,"p90_seconds":null,"position":null,"basis":"promise-only"}"#)
  }

  private func flags(_ decision: Decision, _ json: JSONWriter) {
    if decision.flags.isEmpty { return }
    for description in Flags.descriptions where decision.flags.contains(description.flag) {
      json.object {
        json.key("flag").string(description.label)
        json.key("because")
        if description.flag == .influenceDeclared {
          declaration(decision, json)
        } else {
          json.string(description.because)
        }
      }
    }
  }

  /// Who declared influence, and whether an account confirms it.
  private func declaration(_ decision: Decision, _ json: JSONWriter) {
    json.openString()
    json.raw("declared")
    if let by = decision.declaredBy {
      json.raw(" by ")
      json.write(by)
    }
    let isConfirmed = decision.flags.contains(.influenceConfirmed)
    json.raw(isConfirmed ? ", then confirmed by an observed account" : ", not yet confirmed by an observed account")
    json.closeString()
  }

  private func counterfactual(_ decision: Decision, _ json: JSONWriter) {
    let others = decision.counterfactuals
    json.raw(#","counterfactual":{"without_social":{"score":"#)
    json.number(others.scoreWithoutSocial, decimals: 4)
    json.raw(#","tier":"#)
    json.raw(text.tierNames[others.tierWithoutSocial])
    json.raw(#"},"phases":{"ignore":"#)
    json.raw(text.tierNames[others.tierByPhase[.ignore]])
    json.raw(#","declared":"#)
    json.raw(text.tierNames[others.tierByPhase[.declared]])
    json.raw(#","absolute":"#)
    json.raw(text.tierNames[others.tierByPhase[.absolute]])
    json.raw(#","relative":"#)
    json.raw(text.tierNames[others.tierByPhase[.relative]])
    guard let points = others.pointsToNextTier else { return json.raw(#"},"next_tier":null}"#) }
    json.raw(#"},"next_tier":{"tier":"#)
    json.raw(text.tierNames[decision.tierIndex - 1])
    json.raw(#","points_needed":"#)
    json.number(points, decimals: 4)
    json.raw("}}")
  }
}
