import HTTPWire
import JSON
import Storage

/// A decision as a page for people.
struct DecisionPage {
  private let decision: StoredDecision

  init(_ decision: StoredDecision, _ parser: JSONParser) throws {
    self.decision = decision
  }

  var answer: Answer {
    Answer(head: ResponseHead(.ok, contentType: MediaType.html), body: decision.decision)
  }
}
