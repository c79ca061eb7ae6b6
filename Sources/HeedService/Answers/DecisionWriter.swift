import JSON
import Queueing
import Scoring

/// Writes decisions as JSON, in the schema of `openapi.yaml`.
///
/// Room for all of it is made once; keys and punctuation go out as literals, and what is known once the policy is was
/// written when that was loaded.
struct DecisionWriter {
  /// What tells a decision from any other: a hash of request, policy and time.
  let id: DecisionID
  /// The id of the ticket that was decided.
  let ticket: JSONText
  /// The time that the decision was made at.
  let scoredAt: RFC3339Text
  /// The fields of the request that nobody knows.
  let warnings: [FieldProblem]
  /// The policy's parts of the answer.
  let text: PolicyText

  /// No fewer bytes than an answer's own keys, numbers, id and time take.
  static let fixedRoom = 2048

  func write(_ decision: Decision, _ wait: Wait, to json: JSONWriter) {
    json.beginObject()
    let texts = ticket.utf8.count + (decision.declaredBy?.utf8.count ?? 0)
    json.append(room: text.room + JSONPen.escapedRoom * texts) { pen in
      pen.raw(#""decision":""#)
      pen.hexadecimal(id.high)
      pen.hexadecimal(id.low)
      pen.raw(#"","ticket":""#)
      pen.write(ticket)
      pen.raw(#"","#)
      pen.raw(text.policy, of: text.prepared)
      pen.raw(#""scored_at":""#)
      pen.time(scoredAt)
      pen.raw(#"","score":"#)
      pen.number(decision.score, decimals: 4)
      routing(decision, wait, &pen)
      factors(decision, &pen)
      flags(decision, &pen)
      counterfactual(decision, &pen)
    }
    if !warnings.isEmpty { json.key("warnings").problems(warnings) }
    json.endObject()
  }

  /// Tier, desk and times.
  private func routing(_ decision: Decision, _ wait: Wait, _ pen: inout JSONPen) {
    let tier = decision.tierIndex
    pen.raw(text.tiers[tier], of: text.prepared)
    pen.raw(decision.deskRuleIndex.map { text.ruleDesks[$0] } ?? text.tierDesks[tier], of: text.prepared)
    pen.raw(text.promises[tier], of: text.prepared)
    pen.number(decision.headStartSeconds, decimals: 0)
    pen.raw(#","wait":{"suggested_seconds":"#)
    seconds(wait.suggestedSeconds, &pen)
    pen.raw(#","p50_seconds":"#)
    seconds(wait.p50Seconds, &pen)
    pen.raw(#","p90_seconds":"#)
    seconds(wait.p90Seconds, &pen)
    pen.raw(#","position":"#)
    if let position = wait.position { pen.number(position) } else { pen.raw("null") }
    switch wait.basis {
    case .queue: pen.raw(#","basis":"queue"}"#)
    case .idleAgent: pen.raw(#","basis":"idle-agent"}"#)
    case .noAgent: pen.raw(#","basis":"no-agent"}"#)
    case .promiseOnly: pen.raw(#","basis":"promise-only"}"#)
    }
  }

  private func seconds(_ seconds: Double?, _ pen: inout JSONPen) {
    if let seconds { pen.number(seconds, decimals: 0) } else { pen.raw("null") }
  }

  private func factors(_ decision: Decision, _ pen: inout JSONPen) {
    pen.raw(#","factors":["#)
    decision.factors.forEach { factor, outcome in
      if factor != .severity { pen.raw(",") }
      pen.factor(factor, outcome, text)
    }
    pen.raw("]")
  }

  private func flags(_ decision: Decision, _ pen: inout JSONPen) {
    pen.raw(#","flags":["#)
    let shown = decision.flags.subtracting(.influenceConfirmed).rawValue
    var rest = shown
    while rest != 0 {
      if rest != shown { pen.raw(",") }
      let bit = rest.trailingZeroBitCount
      if Flags(rawValue: 1 << bit) == .influenceDeclared {
        declaration(decision, &pen)
      } else {
        pen.raw(text.flags[bit], of: text.prepared)
      }
      rest &= rest - 1
    }
    pen.raw("]")
  }

  /// Who declared influence, and whether an account confirms it.
  private func declaration(_ decision: Decision, _ pen: inout JSONPen) {
    pen.raw(#"{"flag":"influence-declared","because":"declared"#)
    if let by = decision.declaredBy {
      pen.raw(" by ")
      pen.write(by)
    }
    if decision.flags.contains(.influenceConfirmed) {
      pen.raw(#", then confirmed by an observed account"}"#)
    } else {
      pen.raw(#", not yet confirmed by an observed account"}"#)
    }
  }

  private func counterfactual(_ decision: Decision, _ pen: inout JSONPen) {
    let others = decision.counterfactuals
    pen.raw(#","counterfactual":{"without_social":{"score":"#)
    pen.number(others.scoreWithoutSocial, decimals: 4)
    pen.raw(#","tier":"#)
    pen.raw(text.tierNames[others.tierWithoutSocial], of: text.prepared)
    pen.raw(#"},"phases":{"ignore":"#)
    pen.raw(text.tierNames[others.tierByPhase[.ignore]], of: text.prepared)
    pen.raw(#","declared":"#)
    pen.raw(text.tierNames[others.tierByPhase[.declared]], of: text.prepared)
    pen.raw(#","absolute":"#)
    pen.raw(text.tierNames[others.tierByPhase[.absolute]], of: text.prepared)
    pen.raw(#","relative":"#)
    pen.raw(text.tierNames[others.tierByPhase[.relative]], of: text.prepared)
    guard let points = others.pointsToNextTier else { return pen.raw(#"},"next_tier":null}"#) }
    pen.raw(#"},"next_tier":{"tier":"#)
    pen.raw(text.tierNames[decision.tierIndex - 1], of: text.prepared)
    pen.raw(#","points_needed":"#)
    pen.number(points, decimals: 4)
    pen.raw("}}")
  }
}
