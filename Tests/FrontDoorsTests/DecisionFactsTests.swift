import FrontDoors
import Testing

@Suite("What other systems are told")
struct DecisionFactsTests {
  @Test("Seconds ahead are the tier's start over the lowest tier and the head start, never less than 0")
  func secondsAhead() {
    var facts = DecisionFacts(
      ticket: "T-1", state: .waiting, score: 38.8, tier: "priority", tierRank: 2, tierCount: 4, desk: "general",
      promiseSeconds: 3600, lowestPromiseSeconds: 14_400, headStartSeconds: 278, suggestedWaitSeconds: 240,
      position: 7, at: 0)
    #expect(facts.secondsAhead == 11_078)
    facts.promiseSeconds = 20_000
    #expect(facts.secondsAhead == 0)
  }
}
