import Foundation
import FrontDoors
import JSON
import Testing

@Suite("Decisions in the fields of other systems")
struct AdaptersBlockTests {
  private static let facts = DecisionFacts(
    ticket: "T-1", state: .waiting, score: 38.8, tier: "priority", tierRank: 2, tierCount: 4, desk: "social-care",
    promiseSeconds: 3600, lowestPromiseSeconds: 14_400, headStartSeconds: 278, suggestedWaitSeconds: 240,
    position: 7, at: 1_795_330_800.9)

  @Test("All systems, in the names and units of their documentation")
  func all() {
    #expect(
      Self.text(Self.facts, badge: "https://heed.example/badges/T-1.svg") == """
        {"ticket":"T-1","adapters":{"seconds_ahead":11078,"badge":"https://heed.example/badges/T-1.svg",\
        "freeswitch":{"cc_base_score":11078},"asterisk":{"QUEUE_PRIO":44},\
        "kamailio":{"X-Heed-Tier":"priority","X-Heed-Desk":"social-care","X-Heed-Score":"39","X-Heed-Seconds":"11078"},\
        "genesys":{"priority":185},\
        "amazon_connect":{"QueueTimeAdjustmentSeconds":11078,"QueuePriority":3},\
        "twilio":{"Priority":1,"VirtualStartTime":"2026-11-22T03:55:22Z"},\
        "salesforce":{"CustomRequestedDateTime":"2026-11-22T03:55:22Z"},\
        "zendesk":{"priority":"normal"},"chatwoot":{"priority":"medium"},"zammad":{"priority":"2 normal"},\
        "request_tracker":{"Priority":44}},"after":1}
        """)
  }

  @Test("Only the systems that are asked for, and the common unit")
  func some() {
    #expect(
      Self.text(Self.facts, only: [.genesys, .zammad])
        == #"{"ticket":"T-1","adapters":{"seconds_ahead":11078,"genesys":{"priority":185},"#
        + #""zammad":{"priority":"2 normal"}},"after":1}"#)
    #expect(Self.text(Self.facts, only: []) == #"{"ticket":"T-1","adapters":{"seconds_ahead":11078},"after":1}"#)
  }

  @Test("What has no time in four digits of a year has none, and numbers stay whole")
  func extremes() throws {
    var facts = Self.facts
    facts.at = .infinity
    facts.headStartSeconds = 1e300
    facts.score = .nan
    let text = Self.text(facts)
    #expect(!text.contains("VirtualStartTime") && text.contains(#""X-Heed-Score":"0""#), "\(text)")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
  }

  @Test("A list of systems is read, and what names none is told")
  func lists() {
    let (systems, unknown) = AdapterSystem.list("twilio, Amazon_Connect,,five9")
    #expect(systems == [.twilio, .amazonConnect] && unknown == ["five9"])
  }

  private static func text(
    _ facts: DecisionFacts, badge: String? = nil, only: Set<AdapterSystem>? = nil
  ) -> String {
    let json = JSONWriter()
    json.object {
      json.key("ticket").string(facts.ticket)
      json.key("adapters")
      AdaptersBlock.write(facts, badge: badge, only: only, to: json)
      json.key("after").number(1)
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
