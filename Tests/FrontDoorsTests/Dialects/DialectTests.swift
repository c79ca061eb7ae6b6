import Foundation
import FrontDoors
import Testing
import TestSupport

@Suite("Answers for telephone systems")
struct DialectTests {
  private static let facts = DecisionFacts(
    ticket: "T-1", state: .scored, score: 38.8, tier: "priority", tierRank: 2, tierCount: 4, desk: "social care",
    promiseSeconds: 3600, lowestPromiseSeconds: 14_400, headStartSeconds: 278, suggestedWaitSeconds: 240,
    position: 7, at: 1_795_330_800)

  @Test(
    "A plain answer is one value in one line",
    arguments: zip(
      TelephonyRequest.Field.allCases, ["11078", "39", "priority", "social care", "240", "44", "3"]))
  func text(field: TelephonyRequest.Field, expected: String) {
    #expect(Self.string(Dialect.text.body(Self.facts, field: field)) == expected + "\n")
  }

  @Test("A form has all there is, with %20 for a space, as Asterisk does not know +")
  func form() {
    #expect(
      Self.string(Dialect.form.body(Self.facts)) == "score=39&tier=priority&desk=social%20care&seconds=11078"
        + "&head_start=278&promise=3600&wait=240&priority=44&rank=3&position=7")
    var facts = Self.facts
    (facts.suggestedWaitSeconds, facts.position, facts.desk) = (nil, nil, "a&b=ü")
    #expect(
      Self.string(Dialect.form.body(facts)).hasSuffix("&wait=&priority=44&rank=3&position="))
    #expect(FormParameters(bytes: Dialect.form.body(facts))["desk"] == "a&b=ü")
  }

  @Test("A document for mod_httapi sets variables and goes on")
  func httapi() throws {
    #expect(
      Self.string(Dialect.httapi.body(Self.facts)) == """
        <document type="xml/freeswitch-httapi"><variables><cc_base_score>11078</cc_base_score>\
        <heed_score>39</heed_score><heed_tier>priority</heed_tier><heed_desk>social care</heed_desk>\
        <heed_wait_seconds>240</heed_wait_seconds></variables><work><break/></work></document>

        """)
    var facts = Self.facts
    facts.tier = "<a> & \u{1B}\"b\"\u{FFFF}"
    let root = try #require(XMLTree(parsing: Dialect.httapi.body(facts)))
    #expect(root.all("heed_tier").map(\.text) == ["<a> & \"b\""])
  }

  @Test("Where nothing could be decided, the answer has the same form and speaks for nobody")
  func fallback() throws {
    let plain = TelephonyRequest.Field.allCases.map { Self.string(Dialect.text.fallback(field: $0)) }
    #expect(plain == ["0\n", "0\n", "\n", "\n", "\n", "0\n", "99\n"])
    #expect(Self.string(Dialect.text.fallback(seconds: 420)) == "420\n")
    #expect(Self.string(Dialect.text.fallback(field: .rank, rank: 4)) == "4\n")
    #expect(
      Self.string(Dialect.form.fallback(seconds: 5))
        == "score=0&tier=&desk=&seconds=5&head_start=0&promise=&wait=&priority=0&rank=99&position=")
    let (usual, fallback) = (Dialect.form.body(Self.facts), Dialect.form.fallback())
    #expect(
      FormParameters(bytes: usual).parameters.map(\.name) == FormParameters(bytes: fallback).parameters.map(\.name))
    let root = try #require(XMLTree(parsing: Dialect.httapi.fallback(seconds: 7)))
    #expect(root.all("cc_base_score").map(\.text) == ["7"] && root.all("heed_tier").map(\.text) == [""])
    #expect(root.child("work")?.child("break") != nil)
  }

  @Test("Numbers are whole, in any dialect and whatever a decision has")
  func wholeNumbers() throws {
    var generator = SeededGenerator()
    let odd = [Double.nan, .infinity, -.infinity, -1, -0.4, 0.5, 1e300, 59.99]
    for _ in 0..<2000 {
      var facts = Self.facts
      facts.score = odd.randomElement(using: &generator) ?? 0
      facts.headStartSeconds = odd.randomElement(using: &generator) ?? 0
      facts.promiseSeconds = odd.randomElement(using: &generator) ?? 0
      facts.suggestedWaitSeconds = odd.randomElement(using: &generator)
      let place: Comment = "\(generator.description): \(facts)"
      for field in [TelephonyRequest.Field.seconds, .score, .wait, .priority, .rank] {
        let line = Self.string(Dialect.text.body(facts, field: field))
        #expect(line.wholeMatch(of: #/-?[0-9]+\n/#) != nil, "\(place), \(field): \(line)")
      }
      for (name, value) in FormParameters(bytes: Dialect.form.body(facts)).parameters where name != "tier" {
        #expect(name == "desk" || Int(value) != nil, "\(place), \(name): \(value)")
      }
    }
  }

  @Test("A name with line feeds is one line still")
  func oneLine() {
    var facts = Self.facts
    facts.tier = "a\r\nb\u{2028}c"
    #expect(Self.string(Dialect.text.body(facts, field: .tier)) == "abc\n")
  }

  @Test("Every dialect has its media type")
  func contentTypes() {
    #expect(
      Dialect.allCases.map(\.contentType.description) == [
        "text/plain; charset=utf-8", "application/x-www-form-urlencoded", "text/xml; charset=utf-8",
      ])
  }

  private static func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
