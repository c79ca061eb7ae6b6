import FrontDoors
import JSON
import TestSupport
import Testing

@Suite("Webhooks as orders")
struct HookTranslatorTests {
  private let parser = JSONParser()

  private func path(_ text: String, map: [String: String] = [:], others: String? = nil, prefix: String = "") -> HookRule
  {
    HookRule(HookPath(text).map { [HookSource(.path($0), map: map, others: others, prefix: prefix)] } ?? [])
  }

  private func order(_ mapping: HookMapping, _ body: String, contentType: String? = nil) throws -> HookOrder {
    try HookTranslator(mapping).translate(
      HookRequest(url: "", contentType: contentType, body: Array(body.utf8)) { _ in nil }, parser: parser)
  }

  private func text(_ order: HookOrder) -> String { String(decoding: order.request, as: UTF8.self) }

  private func mapping(_ fields: [HookField: HookRule] = [:], others: HookOrder.Action = .enqueue) -> HookMapping {
    HookMapping(
      system: .generic,
      events: HookEvents(
        at: path("event"), actions: ["closed": .complete, "left": .abandon, "more": .update], others: others),
      fields: [.ticketID: path("id", prefix: "t-")].merging(fields) { $1 })
  }

  @Test("The event says what is done, in either case of letters")
  func events() throws {
    #expect(try order(mapping(), #"{"id":1,"event":"CLOSED"}"#).action == .complete)
    #expect(try order(mapping(), #"{"id":1,"event":"left"}"#).action == .abandon)
    #expect(try order(mapping(), #"{"id":1,"event":"closed"}"#).request.isEmpty)
    let other = try order(mapping(), #"{"id":1,"event":"other"}"#)
    #expect(other.action == .enqueue && other.event == "other" && other.ticket == "t-1")
    #expect(text(other) == #"{"ticket":{"id":"t-1"}}"#)
    let ignored = try order(mapping(others: .ignore), #"{"event":"typing"}"#)
    #expect(
      ignored.action == .ignore && ignored.ticket.isEmpty && ignored.reason == "the mapping ignores the event typing")
    #expect(try order(mapping(others: .ignore), "{}").reason == "the webhook names no event")
  }

  @Test("Of several names of an event the first counts that is listed")
  func severalEvents() throws {
    var mapping = mapping(others: .ignore)
    mapping.events.at.sources += path("state").sources
    #expect(try order(mapping, #"{"id":1,"event":"x","state":"closed"}"#).event == "closed")
    #expect(try order(mapping, #"{"id":1,"event":"x","state":"y"}"#).event == "x")
  }

  @Test("A condition that holds says what is done; the first of them counts")
  func conditions() throws {
    var mapping = mapping()
    let state = [try #require(HookPath("state"))]
    mapping.conditions = [
      HookCondition(events: ["more"], at: state, isOneOf: ["done"], action: .complete),
      HookCondition(at: state, isOneOf: ["", "spam"], action: .ignore, reason: "spam"),
      HookCondition(at: state, isNot: ["ok", "done"], action: .score),
    ]
    #expect(try order(mapping, #"{"id":1,"event":"more","state":"Done"}"#).action == .complete)
    #expect(try order(mapping, #"{"id":1,"event":"new","state":"done"}"#).action == .enqueue)
    #expect(try order(mapping, #"{"id":1,"event":"new","state":["a","spam"]}"#).reason == "spam")
    #expect(try order(mapping, #"{"id":1,"event":"new"}"#).action == .ignore)
    #expect(try order(mapping, #"{"id":1,"event":"new","state":"other"}"#).action == .score)
    #expect(try order(mapping, #"{"id":1,"event":"new","state":"ok"}"#).action == .enqueue)
    // What is ignored stays so, but for a condition that names it.
    mapping.events.others = .ignore
    mapping.conditions.append(HookCondition(events: ["reopened"], at: state, isOneOf: ["ok"], action: .enqueue))
    #expect(try order(mapping, #"{"id":1,"event":"new","state":"other"}"#).action == .ignore)
    #expect(try order(mapping, #"{"id":1,"event":"reopened","state":"ok"}"#).action == .enqueue)
  }

  @Test("Only a missing id is an error, and it names the path")
  func missingID() {
    for (body, found) in [("{}", "nothing"), (#"{"id":""}"#, "nothing"), (#"{"id":{}}"#, "an object or a list")] {
      let problem = #expect(throws: HookProblem.self) { try order(mapping(), body) }
      #expect(problem?.kind == .field && problem?.path == "id" && problem?.found == found, "\(body)")
    }
    let long = String(repeating: "x", count: 127)
    #expect(throws: HookProblem.self) { try order(mapping(), #"{"id":"\#(long)"}"#) }
    #expect(throws: HookProblem.self) { try order(mapping(), #"{"id":"a\u0007b"}"#) }
  }

  @Test("A body that is not what it should be is an error", arguments: ["", "{", "3", #""x""#, "null", "[1"])
  func broken(_ body: String) {
    let problem = #expect(throws: HookProblem.self) { try order(mapping(), body, contentType: "application/json") }
    #expect(problem?.kind == .body)
  }

  @Test("Texts become what a field asks for, as forms have texts alone")
  func form() throws {
    let mapping = mapping([
      .lifetimeValue: path("ltv"), .consent: path("consent"), .openedAt: path("at"), .unresolvedContacts: path("n"),
      .topic: path("attributes.topic"),
    ])
    let body = "id=7&ltv=4200.50&consent=yes&at=1795330800000&n=2.0&attributes=%7B%22topic%22%3A%22billing%22%7D"
    let order = try order(mapping, body, contentType: "application/x-www-form-urlencoded")
    #expect(order.warnings.isEmpty)
    #expect(
      text(order)
        == #"{"ticket":{"id":"t-7","topic":"billing","opened_at":"2026-11-22T07:00:00Z","unresolved_contacts":2},"#
        + #""customer":{"lifetime_value":4200.5},"social":{"consent":true}}"#)
    #expect(try self.order(mapping, body).request == order.request, "without a Content-Type")
  }

  @Test("What the service would not accept is left out, with a warning")
  func warnings() throws {
    let mapping = mapping([
      .lifetimeValue: path("ltv"), .severity: path("severity"), .identity: path("mail", prefix: "email:"),
      .topic: path("topic"), .consent: path("consent"), .openedAt: path("at"), .tenureDays: path("tenure"),
    ])
    let order = try order(
      mapping,
      #"{"id":7,"ltv":"0x10","severity":"awful","mail":"nobody","topic":{"a":1},"consent":"perhaps","at":"now","#
        + #""tenure":-1}"#
    )
    #expect(text(order) == #"{"ticket":{"id":"t-7"}}"#)
    #expect(order.warnings.count == 7)
    #expect(
      order.warnings.first
        == #"ticket.severity: expected one of low, normal, high, critical, found "awful" at severity; left out"#)
    // What is missing says nothing.
    #expect(try self.order(mapping, #"{"id":7,"ltv":null,"severity":"","mail":" ","topic":[]}"#).warnings.isEmpty)
  }

  @Test("A map stands for values, of a list for the first that it has")
  func maps() throws {
    let map = ["urgent": "critical", "p1": "high", "true": "gold", "false": ""]
    let mapping = mapping([
      .severity: path("priority", map: map), .channel: path("channel", map: ["a": "b"], others: "web"),
      .loyaltyLevel: path("vip", map: map),
    ])
    let first = try order(mapping, #"{"id":1,"priority":["x","P1","urgent"],"channel":"z","vip":true}"#)
    #expect(
      text(first)
        == #"{"ticket":{"id":"t-1","channel":"web","severity":"high"},"customer":{"loyalty_level":"gold"}}"#)
    let second = try order(mapping, #"{"id":1,"priority":"other","vip":false}"#)
    #expect(text(second) == #"{"ticket":{"id":"t-1"}}"#)
    #expect(second.warnings == [#"ticket.severity: the mapping lists no value "other" for priority; left out"#])
  }

  @Test("A source counts for the actions that it names")
  func actions() throws {
    var rule = path("priority")
    rule.sources[0].actions = [.enqueue]
    let mapping = mapping([.severity: rule])
    #expect(try text(order(mapping, #"{"id":1,"priority":"high"}"#)).contains("high"))
    let update = try order(mapping, #"{"id":1,"priority":"high","event":"more"}"#)
    #expect(update.action == .update && text(update) == #"{"ticket":{"id":"t-1"}}"#)
  }

  @Test("What counts for nothing without something else goes with it")
  func groups() throws {
    let mapping = mapping([
      .purchaseCount: path("count"), .firstDaysAgo: path("first"), .lastDaysAgo: path("last"),
      .declaredFollowers: path("followers"), .declaredBy: HookRule([HookSource(.constant("helpdesk"))]),
      .retention: path("retention"),
    ])
    #expect(try text(order(mapping, #"{"id":1}"#)) == #"{"ticket":{"id":"t-1"}}"#)
    #expect(try order(mapping, #"{"id":1}"#).warnings.isEmpty)
    #expect(
      try text(order(mapping, #"{"id":1,"count":1,"first":30,"followers":5}"#))
        == #"{"ticket":{"id":"t-1"},"customer":{"purchases":{"count":1,"first_days_ago":30,"last_days_ago":30}},"#
        + #""social":{"declared":{"followers":5,"by":"helpdesk"}}}"#)
    for body in [
      #"{"id":1,"count":2,"first":30}"#, #"{"id":1,"count":2,"first":30,"last":31}"#, #"{"id":1,"retention":0.9}"#,
    ] {
      let order = try order(mapping, body)
      #expect(text(order) == #"{"ticket":{"id":"t-1"}}"# && !order.warnings.isEmpty, "\(body)")
    }
  }

  @Test("An account counts where it has more than a network and constants")
  func accounts() throws {
    var mapping = mapping()
    mapping.accounts = [
      [.network: HookRule([HookSource(.constant("instagram"))]), .followers: path("instagram")],
      [.network: path("network"), .handle: path("handle"), .hasBio: HookRule([HookSource(.constant("true"))])],
    ]
    #expect(
      try text(order(mapping, #"{"id":1,"instagram":0}"#))
        == #"{"ticket":{"id":"t-1"},"social":{"accounts":[{"network":"instagram","followers":0}]}}"#)
    #expect(
      try text(order(mapping, #"{"id":1,"network":"x","handle":"ann"}"#))
        == #"{"ticket":{"id":"t-1"},"social":{"accounts":[{"network":"x","handle":"ann","has_bio":true}]}}"#)
    for body in [#"{"id":1}"#, #"{"id":1,"network":"x"}"#, #"{"id":1,"handle":"ann"}"#, #"{"id":1,"instagram":-1}"#] {
      #expect(try text(order(mapping, body)) == #"{"ticket":{"id":"t-1"}}"#, "\(body)")
    }
  }

  @Test("The delivery's id is the first that there is")
  func delivery() throws {
    var mapping = mapping()
    mapping.delivery = HookRule(path("header:webhook-id").sources + path("delivery").sources)
    #expect(try order(mapping, #"{"id":1,"delivery":"d-1"}"#).delivery == "d-1")
    #expect(try order(mapping, #"{"id":1}"#).delivery == nil)
    #expect(try order(mapping, #"{"id":1,"delivery":"\#(String(repeating: "d", count: 129))"}"#).delivery == nil)
  }

  @Test("Values nested as deep as JSON may be are read, and deeper ones refused")
  func nesting() throws {
    let deep = { String(repeating: "[", count: $0) + "1" + String(repeating: "]", count: $0) }
    #expect(try order(mapping(), #"{"id":1,"a":\#(deep(parser.maximumDepth - 1))}"#).ticket == "t-1")
    let problem = #expect(throws: HookProblem.self) {
      try order(mapping(), #"{"id":1,"a":\#(deep(parser.maximumDepth + 1))}"#)
    }
    #expect(problem?.kind == .body)
  }

  @Test("Whatever comes, it is an order with JSON, or an error")
  func garbage() throws {
    var random = SeededGenerator()
    let mapping = mapping(
      Dictionary(uniqueKeysWithValues: HookField.allCases.map { ($0, path("a.\($0.rawValue.count % 7)")) }))
    let pieces = [
      "{", "}", "[", "]", "\"a\"", "\"id\"", ":", ",", "1", "-0.5e300", "null", "true", "\"\\u0000\"", " ", "é",
    ]
    for _ in 0..<5000 {
      let count = Int.random(in: 0...12, using: &random)
      let inner = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let body = Bool.random(using: &random) ? inner : #"{"id":1,"a":[\#(inner)]}"#
      guard let order = try? order(mapping, body) else { continue }
      #expect(order.request.isEmpty || (try? parser.parse(copying: order.request)) != nil, "\(body) \(random)")
    }
  }
}
