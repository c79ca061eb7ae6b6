import JSON
@testable import Scoring
import Testing

@testable import HeedService

@Suite("Writing decisions")
struct DecisionWriterTests {
  @Test("The longest answer has room: all flags, names that are all escapes, numbers of the greatest length")
  func longest() throws {
    let name = String(repeating: "\"", count: 64)
    var settings = PolicySettings()
    settings.name = name
    settings.tiers = [
      Tier(name: name, from: 50, promiseSeconds: 31_536_000, desk: name),
      Tier(name: name, from: 0, promiseSeconds: 31_536_000, desk: name),
    ]
    let policy = Policy(settings, version: String(repeating: "f", count: 71))
    let number = -1.2345e-307
    let outcome = FactorOutcome(
      signal: number, points: number, cap: 1e300, source: .subscription, ageSeconds: 1e300,
      reason: .weighed(followers: .min, reach: -1e300, authenticity: -1e300, relevance: -1e300))
    let decision = Decision(
      policy: policy, score: 1e300, tierIndex: 1, deskRuleIndex: nil, headStartSeconds: -1e300,
      factors: PerFactor(repeating: outcome), flags: Flags(rawValue: (1 << 18) - 1),
      declaredBy: String(repeating: "\u{1}", count: 512),
      counterfactuals: Counterfactuals(
        scoreWithoutSocial: 1e300, tierWithoutSocial: 1, tierByPhase: PerPhase { _ in 1 }, pointsToNextTier: 1e300))
    var wait = Wait(promiseOf: decision)
    (wait.suggestedSeconds, wait.p50Seconds, wait.p90Seconds, wait.position) = (-1e300, -1e300, -1e300, .min)
    let parser = JSONParser()
    try withExtendedLifetime(parser) {
      let ticket = try parser.parse(copying: "\"\(String(repeating: "\\u0001", count: 512))\"".utf8)
      let json = JSONWriter(capacity: 0)
      let text = PolicyText(policy)
      DecisionWriter(
        id: DecisionID(request: .init(start: nil, count: 0), seed: 0), ticket: try #require(ticket.text),
        scoredAt: RFC3339Text(0), warnings: [], text: text
      ).write(decision, wait, to: json)
      let answer = JSONParser()
      let written = try answer.parse(copying: json.bytes)
      #expect(written["ticket"]?.string == ticket.string)
      #expect(written["factors"]?.count == 7)
      #expect(written["flags"]?.count == 17)
      // Not by so little that a word more would be one too many.
      #expect(json.count + 500 < text.room + JSONPen.escapedRoom * 1024)
      withExtendedLifetime(answer) {}
    }
  }
}
