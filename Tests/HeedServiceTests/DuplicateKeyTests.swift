import JSON
import Scoring
import TestSupport
import Testing

@testable import HeedService

/// The scorer looks at all keys of a document only where the decoder noticed that one may be there twice. So whatever
/// member is doubled, the decoder has to notice.
@Suite("Keys twice in a request")
struct DuplicateKeyTests {
  /// Every object that a request can have, some of them with more members than are compared one by one.
  private static let request = #"""
    {"ticket":{"id":"T","channel":"mail","severity":"low","topic":"x","opened_at":"2026-11-22T07:00:00Z",
       "unresolved_contacts":1,"incident":{"probability":0.5,"observed_at":"2026-11-22T07:00:00Z"}},
     "customer":{"id":"c","lifetime_value":1,"tenure_days":9,"loyalty_level":"gold","observed_at":null,
       "purchases":{"count":9,"first_days_ago":1460,"last_days_ago":21,"average_value":310.0},
       "subscription":{"margin_per_year":100,"retention":0.5},
       "conduct":{"founded_claims":2,"unfounded_claims":0,"abuse":false,"company_fault":false}},
     "social":{"consent":true,"declared":{"followers":10,"by":"agent-7","at":"2026-11-22T07:00:00Z"},
       "accounts":[
         {"network":"twitter","followers":10,"following":3,"posts":1,"listed":9,"age_days":9,"has_url":true,
          "has_bio":true,"engagers_90d":4,"topics":{"parenting":0.9,"home":0.3},"observed_at":"2026-11-22T06:00:00Z",
          "provider":{"value":7,"scale":10},"previous":{"followers":9,"observed_at":"2026-11-21T06:00:00Z"}},
         {"topics":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1}}],
       "story":{"growth_probability":0.5,"sharers":2,"posted_at":"2026-11-22T06:00:00Z","observed_at":null,
         "shares":[{"at":"2026-11-22T06:00:00Z","sharer":"a","authentic":true}]}},
     "unknown":{"a":{"b":[{"c":1}]}}}
    """#

  @Test("Whichever member is there twice, the request is refused for it, alone and within a batch")
  func refused() throws {
    let loaded = try PolicyFile(path: Repository.defaultPolicy).load()
    let now = Instant(secondsSince1970: 1_795_334_400)
    let parser = JSONParser(duplicateKeys: .allowed)
    let items = JSONParser(duplicateKeys: .allowed)
    let scorer = Scorer()
    let whole = try parser.parse(copying: Self.request.utf8)
    var members = 0
    while let document = Self.document(whole, doubling: members) {
      members += 1
      let padded = document + [UInt8](repeating: 0, count: JSONParser.padding)
      let alone = padded.withUnsafeBytes {
        scorer.score(UnsafeRawBufferPointer(rebasing: $0.dropLast(JSONParser.padding)), loaded, now: now)
      }
      let item = scorer.score(
        try items.parse(copying: document), id: DecisionID(request: .init(start: nil, count: 0), seed: 0), loaded,
        now: now)
      for outcome in [alone, item] {
        guard case .refused(let problem) = outcome else {
          Issue.record("not noticed: \(String(decoding: document, as: UTF8.self))")
          continue
        }
        #expect(problem.kind == .invalidJSON)
      }
    }
    #expect(members == 79)
    withExtendedLifetime((parser, items)) {}
  }

  /// The document with one of its members twice, counted as they begin; nil where it has fewer.
  private static func document(_ value: JSONValue, doubling index: Int) -> [UInt8]? {
    let json = JSONWriter()
    var rest = index
    write(value, doubling: &rest, to: json)
    return rest < 0 ? [UInt8](json.bytes) : nil
  }

  private static func write(_ value: JSONValue, doubling rest: inout Int, to json: JSONWriter) {
    if let object = value.object {
      json.beginObject()
      for member in object {
        let isDoubled = rest == 0
        rest -= 1
        for _ in 0..<(isDoubled ? 2 : 1) {
          json.key(escaping: String(member.key))
          write(member.value, doubling: &rest, to: json)
        }
      }
      json.endObject()
    } else if let array = value.array {
      json.beginArray()
      for element in array { write(element, doubling: &rest, to: json) }
      json.endArray()
    } else if let text = value.text {
      json.string(text)
    } else if let bool = value.bool {
      json.bool(bool)
    } else if let number = value.double {
      json.number(number)
    } else {
      json.null()
    }
  }
}
