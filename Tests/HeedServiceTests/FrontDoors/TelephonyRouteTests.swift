import Dispatch
import FrontDoors
import TestSupport
import Testing

@testable import HeedService

/// What telephone systems are answered over real connections.
@Suite("Answers for telephony")
struct TelephonyRouteTests {
  /// A service that knows one customer, who is worth much, by a number.
  static func service(
    _ change: @escaping (inout ServiceConfiguration) -> Void = { _ in }
  ) throws -> QueueService {
    let service = try QueueService(change)
    try service.put(
      "c-42",
      #"{"customer":{"lifetime_value":1000000,"tenure_days":3000,"loyalty_level":"gold"},"#
        + #""identities":["phone:+49 30 1234567"]}"#)
    return service
  }

  private static let caller = "caller=%2B49301234567"

  @Test("Each form answers GET and POST alike, with a Content-Type, another or none", arguments: CallForm.all)
  func methods(_ form: CallForm) throws {
    let service = try Self.service()
    let (query, type) = (Self.caller + "&severity=high&topic=x%20y", "Content-Type")
    let answers = [
      try service.send("GET", "\(form.path)?\(query)"),
      try service.call(form.path, form: query),
      try service.call(form.path, form: query, fields: [(type, "application/x-www-form-urlencoded")]),
      try service.call(form.path, form: query, fields: [(type, "text/plain")]),
      try service.call(form.path, form: query, fields: [(type, "application/json")]),
      try service.call("\(form.path)?\(Self.caller)", form: "severity=high&topic=x+y"),
      try service.call("\(form.path)?\(query)", form: ""),
      try service.call("\(form.path)?\(query)", form: "severity=low"),
    ]
    let first = answers[0]
    #expect(form.seconds(first.body) ?? 0 > 13_000, "\(first)")
    for (index, answer) in answers.enumerated() {
      #expect(answer.status == 200 && answer.body == first.body, "\(index): \(answer)")
      #expect(answer["Content-Type"] == "\(form.dialect.contentType)", "\(index): \(answer)")
      #expect(answer["Cache-Control"] == "no-store", "\(index)")
      #expect((answer["X-Heed-Warning"] == nil) == (index < 7), "\(index): \(answer)")
      let operation = Contract.Operation(method: index == 0 ? "GET" : "POST", path: form.path)
      #expect(
        Contract.shared.findings(answer, to: operation).isEmpty, "\(Contract.shared.findings(answer, to: operation))")
    }
    let head = try service.send("HEAD", "\(form.path)?\(query)")
    #expect(head.status == 200 && head.content.isEmpty && head["Content-Length"] == "\(first.content.count)", "\(head)")
    #expect(head["Content-Type"] == first["Content-Type"])
  }

  @Test("A customer is found by the number, however it is written, and by the id; nobody else is")
  func caller() throws {
    let service = try Self.service()
    func score(_ query: String) throws -> Int? {
      Int(try service.send("GET", "/score.txt?field=score&\(query)").body.dropLast())
    }
    let unknown = try #require(try score(""))
    let known = try #require(try score(Self.caller))
    #expect(known > unknown + 5, "\(known) \(unknown)")
    for query in [
      "caller=+49301234567", "caller=0049301234567", "caller=%2B49%2030%2F123-4567", "customer=c-42",
      "caller=sip%3A%2B49301234567%40pbx.example.com", "caller=tel:%2B49-30-1234567;phone-context=x",
      "caller=%22Ann%22%20%3Csip%3A%2B49301234567%40h%3E", "customer=c-42&caller=anonymous",
    ] {
      #expect(try score(query) == known, "\(query)")
    }
    for query in [
      "caller=anonymous", "caller=", "caller=%2B49301234568", "caller=sip:c-42%40h", "customer=c-43", "customer=",
      "caller=c-42",
    ] {
      #expect(try score(query) == unknown, "\(query)")
    }
    // As the scorer has it of the same ticket.
    let decision = try service.scored(#""identity":"phone:+49301234567""#, ticket: #""id":"x","channel":"phone""#)
    #expect(decision["score"].number.map { Int($0.rounded()) } == known)
    #expect(try service.line() == [], "nothing is enqueued")
  }

  @Test("Each field is that of the decision", arguments: ["low", "normal", "high", "critical"])
  func fields(_ severity: String) throws {
    let service = try Self.service()
    let decision = try service.json(
      "POST", "/score?adapters=asterisk",
      #"{"ticket":{"id":"call-49301234567","channel":"phone","severity":"\#(severity)"},"#
        + #""customer":{"identity":"phone:+49301234567"}}"#)
    let tiers = ["critical", "urgent", "priority", "standard"]
    let rank = tiers.firstIndex { $0 == decision["tier"].string }.map { $0 + 1 }
    func whole(_ value: JSONTree) -> String { value.number.map { "\(Int($0.rounded()))" } ?? "" }
    let expected: [TelephonyRequest.Field: String] = [
      .seconds: whole(decision["adapters"]["seconds_ahead"]), .score: whole(decision["score"]),
      .tier: decision["tier"].string ?? "?", .desk: decision["desk"].string ?? "?",
      .wait: whole(decision["wait"]["suggested_seconds"]),
      .priority: whole(decision["adapters"]["asterisk"]["QUEUE_PRIO"]), .rank: "\(rank ?? -1)",
    ]
    let query = "\(Self.caller)&severity=\(severity)"
    for field in TelephonyRequest.Field.allCases {
      let text = try service.send("GET", "/score.txt?\(query)&field=\(field.rawValue)").body
      #expect(text == "\(expected[field] ?? "none")\n", "\(field)")
    }
    let form = try service.send("GET", "/score.form?\(query)").body
    let pairs = form.split(separator: "&").map { $0.split(separator: "=", omittingEmptySubsequences: false) }
    for field in TelephonyRequest.Field.allCases {
      #expect(pairs.contains { $0.count == 2 && $0[0] == field.rawValue && $0[1] == expected[field] ?? "?" }, "\(form)")
    }
    let xml = try service.send("GET", "/score.xml?\(query)").body
    for (name, field) in [
      ("cc_base_score", TelephonyRequest.Field.seconds), ("heed_score", .score), ("heed_tier", .tier),
      ("heed_desk", .desk), ("heed_wait_seconds", .wait),
    ] {
      #expect(xml.contains("<\(name)>\(expected[field] ?? "?")</\(name)>"), "\(xml)")
    }
  }

  @Test(
    "What is wrong is left out and said in a field, and the rest counts",
    arguments: [
      ("severity=awful", "severity"), ("field=colour", "field"), ("caller=bob", "caller"),
      ("caller=sip:bob%40h&caller=x", "caller is there twice"),
      ("ticket=\(String(repeating: "t", count: 300))", "ticket"),
      ("customer=\(String(repeating: "c", count: 300))", "customer"),
      ("topic=\(String(repeating: "%C3%A9", count: 200))", "topic"),
      ((0..<70).map { "p\($0)=1" }.joined(separator: "&"), "64 parameters"),
      ("x=\(String(repeating: "y", count: 3000))", "x is cut"),
    ])
  func warnings(_ query: String, _ warning: String) throws {
    let service = try Self.service()
    let plain = try service.send("GET", "/score.txt?customer=c-42").body
    for form in CallForm.all {
      let answer = try service.send("GET", "\(form.path)?\(query)\(query.contains("customer") ? "" : "&customer=c-42")")
      #expect(answer.status == 200 && form.seconds(answer.body) != nil, "\(answer)")
      #expect(answer["X-Heed-Warning"]?.contains(warning) == true, "\(answer)")
    }
    if !query.contains("customer"), !query.contains("64"), query.utf8.count < 2000, !query.hasPrefix("p0") {
      #expect(try service.send("GET", "/score.txt?\(query)&customer=c-42").body == plain)
    }
  }

  @Test("Whatever comes, what is answered is of the form")
  func anything() throws {
    let service = try Self.service()
    var random = SeededGenerator()
    let names = ["ticket", "caller", "customer", "severity", "topic", "channel", "field", "x", ""]
    let client = service.running.client
    for _ in 0..<1000 {
      let pieces = (0..<Int.random(in: 0...6, using: &random)).map { _ -> [UInt8] in
        let value = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        return Array((names.randomElement(using: &random) ?? "").utf8) + [UInt8(ascii: "=")] + value
      }
      let body = Array(pieces.joined(separator: [UInt8(ascii: "&")]))
      let form = CallForm.all.randomElement(using: &random) ?? CallForm.all[0]
      let answer = try #require(client.request("POST", form.path, body: body), "\(body) \(random)")
      #expect(answer.status == 200 && answer["Content-Type"] == "\(form.dialect.contentType)", "\(body) \(random)")
      if form.dialect != .text { #expect(form.seconds(answer.body) != nil, "\(body) \(answer) \(random)") }
      #expect(answer.body.utf8.allSatisfy { $0 == 10 || $0 >= 32 && $0 < 127 }, "\(body) \(answer) \(random)")
    }
  }
}
