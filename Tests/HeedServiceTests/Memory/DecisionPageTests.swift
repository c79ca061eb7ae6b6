import JSON
import TestSupport
import Testing

@testable import HeedService

@Suite("The page of a decision")
struct DecisionPageTests {
  private static func page(_ service: QueueService, _ decision: JSONTree) throws -> String {
    let answer = try service.send("GET", "/decisions/\(decision["decision"].string ?? "")?format=html")
    #expect(answer.status == 200 && answer.mediaType == "text/html")
    #expect(answer["Content-Security-Policy"]?.contains("default-src 'none'") == true)
    #expect(answer["Cache-Control"] == "private, no-store")
    return answer.body
  }

  @Test("It tells tier, desk, promise, each factor with its sentence, and what else could have been")
  func content() throws {
    let service = try QueueService()
    try service.put(
      "c-42",
      #"{"customer":{"tenure_days":1460,"loyalty_level":"gold","conduct":{"founded_claims":2,"unfounded_claims":1}},"#
        + #""social":{"consent":true,"accounts":[{"network":"twitter","handle":"ann","followers":120000,"#
        + #""engagers_90d":4000,"topics":{"home-appliances":0.9},"observed_at":"2026-11-22T06:00:00Z"}]}}"#)
    let decision = try service.json(
      "POST", "/queue",
      #"{"ticket":{"id":"T-1","severity":"high","topic":"home-appliances"},"customer":{"id":"c-42"}}"#, status: 201)
    let page = try Self.page(service, decision)
    for factor in decision["factors"].array ?? [] {
      let sentence = DecisionPage.sentence(factor["because"].string ?? "")
      #expect(page.contains(sentence) && page.contains("of \(Int(factor["cap"].number ?? 0)) points"), "\(sentence)")
    }
    let without = decision["counterfactual"]["without_social"]["tier"].string ?? "?"
    for words in [
      "Decision on ticket T-1", decision["tier"].string ?? "?", decision["desk"].string ?? "?", "15 min",
      "2026-11-22 at 07:00:00 UTC", "60 min old", "120,000", "Claims that were right", "gold",
      "If influence were ignored", "the tier", without,
      "An objection to social signals", "Erasure", decision["policy"]["version"].string ?? "?",
      decision["decision"].string ?? "?", "as of 2026-11-22",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(!page.contains("<script") && !page.contains("http:") && !page.contains("https:"))
  }

  @Test("What is not known is not shown as if it were")
  func unknown() throws {
    let service = try QueueService()
    let page = try Self.page(service, try service.enqueue("T-1"))
    #expect(!page.contains("What was known already") && page.contains("From the request"))
    #expect(page.contains("Not known") || page.contains("not known"))
  }

  @Test("Nothing of what others have written is markup")
  func escaping() throws {
    let service = try QueueService()
    let evil = #"<img src=x onerror=\"alert(1)\">&'"#
    let decision = try service.json(
      "POST", "/queue",
      #"{"ticket":{"id":"\#(evil)","topic":"\#(evil)"},"customer":{"id":"\#(evil)","loyalty_level":"\#(evil)"},"#
        + #""social":{"consent":true,"declared":{"followers":5,"by":"\#(evil)"},"#
        + #""accounts":[{"network":"\#(evil)","followers":3,"topics":{"\#(evil)":0.5}}],"story":{"id":"\#(evil)"}}}"#,
      status: 201)
    let page = try Self.page(service, decision)
    #expect(!page.lowercased().contains("<img") && page.contains("&lt;img src=x onerror="))
  }

  @Test(
    "Words for places and values",
    arguments: [
      (#"{"ticket":{"id":"T"}}"#, "Ticket", "T"), (#"{"customer":{"tenure_days":3.5}}"#, "A customer for", "3.5 days"),
      (#"{"customer":{"purchases":{"last_days_ago":21}}}"#, "Purchases, last", "21 days ago"),
      (#"{"social":{"consent":false}}"#, "Consent to social signals", "no"),
      (#"{"social":{"accounts":[{"followers":1},{"followers":2}]}}"#, "Account, 2, followers", "2"),
      (#"{"ticket":{"opened_at":"2026-11-22T07:00:00+01:00"}}"#, "Opened", "2026-11-22 at 06:00:00 UTC"),
      (#"{"later":{"new_field":"x"}}"#, "Later, new field", "x"),
    ])
  func inputs(_ request: String, _ label: String, _ value: String) throws {
    let parser = JSONParser()
    let section = try withExtendedLifetime(parser) {
      DecisionInputs(request: try parser.parse(copying: Array(request.utf8)), known: nil).section
    }
    #expect(section.contains("<dt>\(label)</dt><dd>\(value)</dd>"), "\(section)")
  }
}
