import FrontDoors
import JSON
import Testing

@Suite("Answers to webhooks")
struct HookAnswerTests {
  private let facts = DecisionFacts(
    ticket: "chatwoot-207", state: .waiting, score: 58.14, tier: "urgent", tierRank: 1, tierCount: 4, desk: "general",
    promiseSeconds: 900, lowestPromiseSeconds: 14_400, headStartSeconds: 20, suggestedWaitSeconds: nil, position: 3,
    at: 0)

  private func text(
    _ system: HookSystem, _ outcome: HookAnswer.Outcome, facts: DecisionFacts?, duplicate: Bool = false,
    reason: String? = nil, warnings: [String] = []
  ) -> String? {
    HookAnswer.body(
      for: system, outcome, ticket: facts?.ticket ?? "", facts: facts, isDuplicate: duplicate, reason: reason,
      warnings: warnings
    ) { HookAnswer.Priority(name: $0.tierRank == 1 ? "high" : nil, number: 70) }
    .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("A decision in the system's own words")
  func decision() {
    #expect(
      text(.chatwoot, .enqueued, facts: facts)
        == #"{"action":"enqueued","ticket":"chatwoot-207","tier":"urgent","score":58.1,"desk":"general","#
        + #""wait_seconds":null,"priority":"high","duplicate":false,"reason":null}"#)
    #expect(
      text(.requestTracker, .updated, facts: facts, duplicate: true)?.contains(#""rt_priority":70,"duplicate":true"#)
        == true)
  }

  @Test("What was ignored has a reason")
  func ignored() {
    #expect(
      text(.generic, .ignored, facts: nil, reason: "spam", warnings: ["a", "b"])
        == #"{"action":"ignored","ticket":null,"duplicate":false,"reason":"spam","warnings":["a","b"]}"#)
  }

  @Test("Twilio is answered 204 without a body")
  func twilio() {
    #expect(HookAnswer.status(for: .twilio) == 204)
    #expect(text(.twilio, .enqueued, facts: facts) == nil)
    #expect(HookSystem.allCases.count { HookAnswer.status(for: $0) == 200 } == HookSystem.allCases.count - 1)
  }
}
