import JSON
import Scoring
import Testing

@testable import HeedService

@Suite("Reasons in words")
struct SentenceTests {
  @Test(
    "A reason is one sentence, however great its numbers",
    arguments: [
      (Reason.neutral(.story), "no public story is known"),
      (.repeatContacts(1), "1 earlier unresolved contact on the matter"),
      (.repeatContacts(2), "2 earlier unresolved contacts on the matter"),
      (
        .value(percentile: 0.9984, amount: 2026.4), "a lifetime value of 2,026 is at percentile 99.8 of the customers"
      ),
      (
        .value(percentile: 1, amount: 1e25),
        "a lifetime value of 1,000,000,000,000,000,000 is at percentile 100 of the customers"
      ),
      (.value(percentile: 0, amount: -3.6), "a lifetime value of -4 is at percentile 0 of the customers"),
      (.loyalty(tenureDays: 1460, levelIsKnown: true), "a customer for 1,460 days, and the loyalty level"),
      (.loyalty(tenureDays: nil, levelIsKnown: true), "tenure is not known, and the loyalty level"),
      (.declaredFollowers(1_000_000), "1,000,000 followers declared, counted half"),
      (
        .weighed(followers: 103_200, reach: 3600, authenticity: 0.987, relevance: 0.6),
        "103,200 followers reach 3,600, authenticity 0.99, relevance to the market 0.6"
      ),
      (.providerAlone(share: 0.62), "a provider's influence number at 62 % of its scale"),
      (.story(growthProbability: 0.987, sharers: 1), "the story is growing with probability 0.99 by 1 sharer"),
    ])
  func sentence(_ reason: Reason, _ expected: String) {
    let json = JSONWriter()
    json.append(room: JSONPen.sentenceRoom) { $0.sentence(reason) }
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }
}
