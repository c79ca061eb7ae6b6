import FrontDoors
import HTTPWire
import Scoring

/// Writes answers for telephony.
struct TelephonyRendering: Sendable {
  let dialect: Dialect
  let field: TelephonyRequest.Field
  /// What was ignored of the request.
  let warnings: [String]
  let policy: Policy
  /// What is answered where nothing can be decided, in seconds ahead.
  let defaultSeconds: Int

  func answer(_ scored: Scorer.Scored) -> Answer {
    Answer(head: head(.ok), body: dialect.body(DecisionFacts(scored, policy), field: field))
  }

  /// What can be used although nothing was decided.
  func fallback(_ status: Status) -> Answer {
    Answer(head: head(status), body: dialect.fallback(field: field, seconds: defaultSeconds))
  }

  /// An answer as it is where it is one of telephony's, else what can be used instead.
  func plain(_ answer: Answer) -> Answer {
    answer.head.status == .ok && answer.head.contentType?.description == dialect.contentType.description
      ? answer : fallback(.ok)
  }

  private func head(_ status: Status) -> ResponseHead {
    var head = ResponseHead(status, contentType: dialect.contentType)
    head.fields = [ResponseField("Cache-Control", "no-store")]
    if !warnings.isEmpty {
      head.fields.append(ResponseField("X-Heed-Warning", String(warnings.joined(separator: "; ").prefix(512))))
    }
    return head
  }
}
