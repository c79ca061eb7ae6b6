import JSON
import Scoring
import Testing

@testable import HeedService

@Suite("Reading requests")
struct RequestDecoderTests {
  private func decode(_ text: String) throws -> (Request?, FieldReader) {
    let parser = JSONParser()
    return try withExtendedLifetime(parser) {
      let root = try parser.parse(copying: text.utf8)
      var decoder = RequestDecoder()
      var request = Request()
      let isRight = decoder.decode(root, into: &request)
      return (isRight ? request : nil, decoder.fields)
    }
  }

  private func ticket(_ more: String) -> String { #"{"ticket":{"id":"T"},"# + more + "}" }

  @Test(
    "A wrong field is refused, by its pointer",
    arguments: [
      (#"{}"#, "/ticket"), (#"{"ticket":{}}"#, "/ticket/id"), (#"{"ticket":{"id":7}}"#, "/ticket/id"),
      (#"{"ticket":{"id":""}}"#, "/ticket/id"), (#"{"ticket":null}"#, "/ticket"), (#"[]"#, ""), (#""x""#, ""),
      (#"{"ticket":{"id":"T","severity":"awful"}}"#, "/ticket/severity"),
      (#"{"ticket":{"id":"T","severity":3}}"#, "/ticket/severity"),
      (#"{"ticket":{"id":"T","opened_at":"yesterday"}}"#, "/ticket/opened_at"),
      (#"{"ticket":{"id":"T","unresolved_contacts":-1}}"#, "/ticket/unresolved_contacts"),
      (#"{"ticket":{"id":"T","unresolved_contacts":1.5}}"#, "/ticket/unresolved_contacts"),
      (#"{"ticket":{"id":"T","incident":{"probability":2}}}"#, "/ticket/incident/probability"),
      (#"{"ticket":{"id":"T","incident":{}}}"#, "/ticket/incident/probability"),
    ])
  func wrongTicket(_ text: String, _ pointer: String) throws {
    let (request, fields) = try decode(text)
    #expect(request == nil)
    #expect(fields.errors.map(\.pointer) == [pointer], "\(fields.errors)")
  }

  @Test(
    "A wrong fact about customer or signals is refused, by its pointer",
    arguments: [
      (#""customer":[]"#, "/customer"), (#""customer":{"lifetime_value":"much"}"#, "/customer/lifetime_value"),
      (#""customer":{"lifetime_value":1e300}"#, "/customer/lifetime_value"),
      (#""customer":{"purchases":{"count":2,"last_days_ago":3}}"#, "/customer/purchases/first_days_ago"),
      (#""customer":{"purchases":{"count":2,"first_days_ago":3}}"#, "/customer/purchases/last_days_ago"),
      (
        #""customer":{"purchases":{"count":2,"first_days_ago":3,"last_days_ago":9}}"#,
        "/customer/purchases/last_days_ago"
      ),
      (#""customer":{"subscription":{"retention":0.5}}"#, "/customer/subscription/margin_per_year"),
      (#""customer":{"conduct":{"abuse":"yes"}}"#, "/customer/conduct/abuse"),
      (#""social":{"accounts":{}}"#, "/social/accounts"),
      (#""social":{"accounts":[{},{"followers":-5}]}"#, "/social/accounts/1/followers"),
      (#""social":{"accounts":[{"followers":1000000000000}]}"#, "/social/accounts/0/followers"),
      (#""social":{"accounts":[{"topics":{"a/b":2}}]}"#, "/social/accounts/0/topics/a~1b"),
      (#""social":{"accounts":[{"provider":{"value":7,"scale":5}}]}"#, "/social/accounts/0/provider/value"),
      (#""social":{"accounts":[{"provider":{"value":7}}]}"#, "/social/accounts/0/provider/scale"),
      (#""social":{"accounts":[{"previous":{"followers":7}}]}"#, "/social/accounts/0/previous/observed_at"),
      (#""social":{"declared":{"by":"agent-7"}}"#, "/social/declared/followers"),
      (#""social":{"story":{"growth_probability":0.5}}"#, "/social/story/sharers"),
      (#""social":{"story":{"shares":[{"sharer":"a"}]}}"#, "/social/story/shares/0/at"),
      (#""social":{"community":{"reputation":1.1}}"#, "/social/community/reputation"),
      (#""social":{"community":{"flags":-1}}"#, "/social/community/flags"),
    ])
  func wrongFacts(_ text: String, _ pointer: String) throws {
    let (request, fields) = try decode(ticket(text))
    #expect(request == nil)
    #expect(fields.errors.map(\.pointer) == [pointer], "\(fields.errors)")
  }

  @Test("All wrong fields are listed")
  func all() throws {
    let (_, fields) = try decode(#"{"ticket":{"id":1,"severity":2},"customer":{"tenure_days":-3},"social":4}"#)
    #expect(fields.errors.map(\.pointer) == ["/ticket/id", "/ticket/severity", "/customer/tenure_days", "/social"])
    #expect(fields.errors[2].detail == "expected a number from 0 to 100000, found -3")
  }

  @Test("Unknown fields are noted and the request goes on")
  func unknown() throws {
    let (request, fields) = try decode(
      #"{"ticket":{"id":"T","mood":"bad"},"weather":{},"social":{"accounts":[{"x":1}]}}"#)
    #expect(request != nil)
    #expect(fields.warnings.map(\.pointer) == ["/ticket/mood", "/weather", "/social/accounts/0/x"])
  }

  @Test("null counts as missing, everywhere")
  func null() throws {
    let (request, fields) = try decode(
      #"""
      {"ticket":{"id":"T","channel":null,"severity":null,"opened_at":null,"incident":null},
       "customer":{"purchases":null,"conduct":null,"lifetime_value":null},
       "social":{"consent":null,"declared":null,"accounts":null,"story":null,"community":null}}
      """#)
    #expect(fields.errors.isEmpty && fields.warnings.isEmpty)
    #expect(request == Request())
    #expect(try decode(#"{"ticket":{"id":"T"},"customer":null,"social":null}"#).0 == Request())
  }

  @Test("A community's word may have either part, and one without parts is none")
  func community() throws {
    for (text, word) in [
      (#"{"reputation":0.4,"flags":3}"#, CommunityWord(reputation: 0.4, flags: 3)),
      (#"{"flags":0}"#, CommunityWord(flags: 0)), (#"{"reputation":0,"flags":null}"#, CommunityWord(reputation: 0)),
      ("{}", nil),
    ] as [(String, CommunityWord?)] {
      let (request, _) = try decode(ticket(#""social":{"community":\#(text)}"#))
      #expect(try #require(request).social.community == word, "\(text)")
    }
  }

  @Test("A story's sharers count once each, and only authentic ones")
  func sharers() throws {
    let (request, _) = try decode(
      ticket(
        #"""
        "social":{"story":{"posted_at":"2026-11-22T06:00:00Z","shares":[
          {"at":"2026-11-22T06:01:00Z","sharer":"a"},{"at":"2026-11-22T06:02:00Z","sharer":"a"},
          {"at":"2026-11-22T06:03:00Z","sharer":"bot","authentic":false},{"at":"2026-11-22T06:04:00Z"}]}}
        """#))
    guard case .shares(_, let times)? = request?.social.story else {
      Issue.record("no story")
      return
    }
    #expect(times.count == 2)
  }
}
