import FrontDoors
import JSON
import Scoring
import TestSupport
import Testing

@testable import HeedService

@Suite("Mappings of webhooks that come with Heed")
struct HookPresetTests {
  private let parser = JSONParser()

  /// What a system's own mapping makes of a webhook, which must be a request that the service accepts without a word.
  private func order(
    _ system: HookSystem, _ body: String, fields: [String: String] = [:], contentType: String = "application/json"
  ) throws -> HookOrder {
    let request = HookRequest(url: "", contentType: contentType, body: Array(body.utf8)) { name in
      fields.first { $0.key.lowercased() == name.lowercased() }?.value
    }
    let order = try HookTranslator(HookPreset(system).mapping()).translate(request, parser: parser)
    if !order.request.isEmpty {
      var (decoder, decoded) = (RequestDecoder(), Request())
      let isWhole = decoder.decode(try parser.parse(copying: order.request), into: &decoded)
      #expect(isWhole, "\(decoder.fields.errors)")
      #expect(decoder.fields.warnings.isEmpty, "\(decoder.fields.warnings)")
    }
    return order
  }

  private func text(_ order: HookOrder) -> String { String(decoding: order.request, as: UTF8.self) }

  @Test("Each file is a mapping of its own system, and is the one in config/hooks", arguments: HookSystem.allCases)
  func files(_ system: HookSystem) throws {
    let mapping = try HookPreset(system).mapping()
    #expect(mapping.system == system)
    #expect(mapping.fields[.ticketID] != nil && !mapping.events.actions.isEmpty)
    let bytes = try Repository.bytes("config/hooks/\(system.rawValue).yaml")
    #expect(HookPreset(system).text == String(decoding: bytes, as: UTF8.self))
  }

  @Test("Chatwoot: a conversation from Instagram")
  func chatwoot() throws {
    let body = #"""
      {"event":"conversation_created","id":207,"channel":"Channel::Instagram","priority":null,"status":"open",
       "created_at":1795330800,"labels":["billing","vip"],"custom_attributes":{},
       "messages":[{"id":654,"content":"…"}],
       "meta":{"sender":{"id":4,"email":"a@b.c","phone_number":null,"identifier":null,"blocked":false,
        "custom_attributes":{"ltv":4200,"social_consent":true},
        "additional_attributes":{"social_instagram_follower_count":1262,"social_instagram_is_verified_user":false}}}}
      """#
    let order = try order(.chatwoot, body, fields: ["X-Chatwoot-Delivery": "d-1"])
    #expect(order.action == .enqueue && order.ticket == "chatwoot-207" && order.delivery == "d-1")
    #expect(order.warnings.isEmpty, "\(order.warnings)")
    #expect(
      text(order)
        == #"{"ticket":{"id":"chatwoot-207","channel":"instagram","topic":"billing","#
        + #""opened_at":"2026-11-22T07:00:00Z"},"customer":{"identity":"email:a@b.c","lifetime_value":4200},"#
        + #""social":{"consent":true,"accounts":[{"network":"instagram","followers":1262}]}}"#)
  }

  @Test(
    "Chatwoot: what each event does",
    arguments: [
      (#""event":"automation_event.conversation_created""#, HookOrder.Action.enqueue),
      (#""event":"conversation_updated","status":"open""#, .update),
      (#""event":"conversation_updated","status":"resolved""#, .complete),
      (#""event":"conversation_status_changed","status":"resolved""#, .complete),
      (#""event":"conversation_status_changed","status":"open""#, .enqueue),
      (#""event":"conversation_status_changed","status":"pending""#, .ignore),
      (#""event":"message_created""#, .ignore),
      (#""event":"conversation_created","meta":{"sender":{"blocked":true}}"#, .ignore),
    ])
  func chatwootEvents(_ event: String, _ action: HookOrder.Action) throws {
    #expect(try order(.chatwoot, #"{"id":207,\#(event)}"#).action == action)
  }

  @Test("What Heed writes back as the priority does not come back as severity", arguments: HookSystem.allCases)
  func noEcho(_ system: HookSystem) throws {
    let bodies: [HookSystem: String] = [
      .chatwoot: #"{"event":"conversation_updated","id":207,"priority":"urgent"}"#,
      .zammad: #"{"ticket":{"id":81,"state":"open","priority":{"id":3,"name":"3 high"}}}"#,
      .zendesk: #"{"event":"updated","ticket_id":"35436","priority":"Urgent"}"#,
      .twilio: #"{"EventType":"task.updated","TaskSid":"WT1","TaskPriority":"99"}"#,
      .requestTracker: #"{"event":"update","ticket_id":20,"priority":80}"#,
      .generic: #"{"event":"update","id":"T-1","priority":80}"#,
    ]
    let order = try order(system, try #require(bodies[system]))
    #expect(order.action == .update && !text(order).contains("severity"), "\(text(order))")
  }

  @Test("Zammad: a ticket by phone of an organisation of VIPs")
  func zammad() throws {
    let body = #"""
      {"ticket":{"id":81,"number":"10081","title":"Down","state":"new","created_at":"2026-11-22T07:00:00.282Z",
        "priority":{"id":3,"name":"3 high"},"group":{"id":3,"name":"Service Desk"},
        "customer":{"id":8,"email":"e@x.y","phone":"0061 2 1234 7777","vip":false},"organization":{"id":3,"vip":true}},
       "article":{"body":"…","type":"phone"}}
      """#
    let order = try order(.zammad, body, fields: ["X-Zammad-Trigger": "tell heed", "X-Zammad-Delivery": "d-2"])
    #expect(order.action == .enqueue && order.event == "new" && order.delivery == "d-2" && order.warnings.isEmpty)
    #expect(
      text(order)
        == #"{"ticket":{"id":"zammad-81","channel":"phone","severity":"high","topic":"Service Desk","#
        + #""opened_at":"2026-11-22T07:00:00Z"},"customer":{"identity":"email:e@x.y","loyalty_level":"platinum"}}"#)
    let open = body.replacing(#""new""#, with: #""open""#)
    #expect(try self.order(.zammad, open).action == .update)
    #expect(try self.order(.zammad, open, fields: ["X-Zammad-Trigger": "Heed new"]).action == .enqueue)
    let closed = body.replacing(#""new""#, with: #""closed""#)
    #expect(try self.order(.zammad, closed, fields: ["X-Zammad-Trigger": "Heed update"]).action == .complete)
  }

  @Test("Zendesk: a trigger's JSON, whose placeholders are texts, and an event's")
  func zendesk() throws {
    let body = #"""
      {"event":"created","ticket_id":"35436","status":"New","priority":"High","channel":"Phone call (incoming)",
       "created_at":"2026-11-22T07:00:00Z","email":"ann@example.com","phone":"","requester_id":"20978392",
       "tags":"billing vip","topic":"","lifetime_value":"4200.5","loyalty_level":"gold","social_consent":"true",
       "twitter_handle":"","twitter_followers":""}
      """#
    let order = try order(.zendesk, body, fields: ["X-Zendesk-Webhook-Invocation-Id": "01F"])
    #expect(order.action == .enqueue && order.delivery == "01F" && order.warnings.isEmpty, "\(order.warnings)")
    #expect(
      text(order)
        == #"{"ticket":{"id":"zendesk-35436","channel":"phone","severity":"high","opened_at":"2026-11-22T07:00:00Z"},"#
        + #""customer":{"id":"20978392","identity":"email:ann@example.com","lifetime_value":4200.5,"#
        + #""loyalty_level":"gold"},"social":{"consent":true}}"#)
    let event = try self.order(
      .zendesk,
      #"""
      {"type":"zen:event-type:ticket.created","detail":{"id":"5158","priority":"URGENT","status":"OPEN","tags":["a"],
       "via":{"channel":"mail"},"requester_id":"8447388090494","created_at":"2026-11-22T07:00:00Z"}}
      """#)
    #expect(
      text(event)
        == #"{"ticket":{"id":"zendesk-5158","channel":"mail","severity":"critical","topic":"a","#
        + #""opened_at":"2026-11-22T07:00:00Z"},"customer":{"id":"8447388090494"}}"#)
    #expect(try self.order(.zendesk, #"{"event":"updated","ticket_id":"1","status":"Solved"}"#).action == .complete)
  }

  @Test("Twilio: an event of TaskRouter, with the task's attributes as JSON in a form")
  func twilio() throws {
    let body =
      "EventType=task.created&Sid=EV01&TaskSid=WT0123&TaskChannelUniqueName=voice&TaskPriority=5&Timestamp=1795330800"
      + "&TaskDateCreated=1795330790&TaskAttributes=%7B%22type%22%3A%22call%22%2C%22from%22%3A%22%2B49+30+1234567%22"
      + "%2C%22customer-value%22%3A%22gold%22%2C%22customers%22%3A%7B%22customer_id%22%3A%22c-42%22%7D"
      + "%2C%22severity%22%3A%22high%22%7D"
    let form = "application/x-www-form-urlencoded"
    let order = try order(.twilio, body, contentType: form)
    #expect(order.action == .enqueue && order.delivery == "EV01" && order.warnings.isEmpty, "\(order.warnings)")
    #expect(
      text(order)
        == #"{"ticket":{"id":"twilio-WT0123","channel":"phone","severity":"high","opened_at":"2026-11-22T06:59:50Z"},"#
        + #""customer":{"id":"c-42","identity":"phone:+49 30 1234567","loyalty_level":"gold"}}"#)
    for (event, action) in [
      ("task.canceled", HookOrder.Action.abandon), ("reservation.accepted", .complete),
      ("worker.activity.update", .ignore),
    ] {
      #expect(
        try self.order(.twilio, body.replacing("task.created", with: event), contentType: form).action == action)
    }
    #expect(try self.order(.twilio, "EventType=worker.activity.update", contentType: form).ticket.isEmpty)
  }

  @Test("Request Tracker: what its scrip sends")
  func requestTracker() throws {
    let body = #"""
      {"ticket_id": 20, "transaction": 311, "event": "create", "subject": "It is down", "status": "new", "priority": 0,
       "queue": "General", "requestor": "ann@example.com", "channel": "email", "created": "2026-11-22T07:00:00Z",
       "custom_fields": {"Severity": "high", "Loyalty level": "gold"}}
      """#
    let order = try order(.requestTracker, body)
    #expect(order.action == .enqueue && order.delivery == "311" && order.warnings.isEmpty, "\(order.warnings)")
    #expect(
      text(order)
        == #"{"ticket":{"id":"rt-20","channel":"mail","severity":"high","topic":"General","#
        + #""opened_at":"2026-11-22T07:00:00Z"},"#
        + #""customer":{"identity":"email:ann@example.com","loyalty_level":"gold"}}"#
    )
    #expect(try self.order(.requestTracker, #"{"ticket_id":20,"event":"resolved"}"#).action == .complete)
    #expect(
      try self.order(.requestTracker, #"{"ticket_id":20,"event":"update","status":"rejected"}"#).action == .abandon)
  }

  @Test("Generic: Heed's own example is taken as it stands")
  func generic() throws {
    let order = try order(.generic, String(decoding: Repository.bytes("config/samples/example.json"), as: UTF8.self))
    #expect(order.action == .enqueue && order.ticket == "T-1001" && order.warnings.isEmpty, "\(order.warnings)")
    #expect(
      text(order).contains(#""purchases":{"count":9,"first_days_ago":1460,"last_days_ago":21,"average_value":310}"#))
    #expect(text(order).contains(#""followers":1000000,"by":"agent-7""#))
  }

  @Test("Whatever values come, the service accepts the request")
  func anyValues() throws {
    var random = SeededGenerator()
    let values = [
      "null", "true", "-1", "0", "1", "3.5", "1e12", "1e13", "1795330800", "18446744073709551615", #""""#, #"" ""#,
      #""high""#, #""email:a@b""#, #""phone:12""#, #""x:@""#, #""a\u0007b""#,
      #""\#(String(repeating: "é", count: 129))""#,
      #""2026-11-22T07:00:00Z""#, #""9999-12-31T23:59:59.9Z""#, #""yes""#, "[]", "[1,2]", "{}", #"["b"]"#, #""-0""#,
    ]
    let paths =
      HookField.allCases.map(\.rawValue) + HookAccountField.allCases.map { "social.accounts.0.\($0.rawValue)" }
    for _ in 0..<2000 {
      // Flat, as the mapping below takes each field by its whole name.
      let members = paths.map { #""\#($0)":\#(values.randomElement(using: &random) ?? "null")"# }
      let body = #"{\#(members.joined(separator: ","))}"#.replacing(#""ticket.id":"#, with: #""ticket.id":7,"x":"#)
      var mapping = HookMapping(system: .generic, events: HookEvents(others: .enqueue))
      for field in HookField.allCases { mapping.fields[field] = Self.whole(field.rawValue) }
      mapping.accounts = [
        Dictionary(
          uniqueKeysWithValues: HookAccountField.allCases.map { ($0, Self.whole("social.accounts.0.\($0.rawValue)")) })
      ]
      let request = HookRequest(url: "", contentType: nil, body: Array(body.utf8)) { _ in nil }
      let order = try HookTranslator(mapping).translate(request, parser: parser)
      var (decoder, decoded) = (RequestDecoder(), Request())
      let isWhole = decoder.decode(try parser.parse(copying: order.request), into: &decoded)
      #expect(isWhole && decoder.fields.warnings.isEmpty, "\(decoder.fields.errors) \(text(order)) \(random)")
    }
  }

  private static func whole(_ name: String) -> HookRule {
    HookRule(HookPath(#"["\#(name)"]"#).map { [HookSource(.path($0))] } ?? [])
  }
}

@Suite("Files of mappings of webhooks")
struct HookMappingFileTests {
  private func problems(_ text: String) -> [String] {
    do {
      _ = try HookMappingFile.read(text, path: "hook.yaml")
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("All that a file can say")
  func all() throws {
    let mapping = try HookMappingFile.read(
      """
      system: chatwoot
      events: {at: [header:X-Event, event], do: {Created: enqueue, gone: abandon}, else: score}
      when:
        - {events: [Created], at: spam, is: ["true"], is_not: [maybe], do: ignore, because: spam}
      delivery: header:X-Delivery
      ticket:
        id: {at: [id, number], prefix: c-}
        severity:
          - at: severity
          - {at: priority, map: {P1: critical}, else: low, on: [enqueue, score]}
          - constant: normal
        topic: [topic, labels.0]
      customer: {purchases: {count: n}, conduct: {abuse: abusive}}
      social:
        declared: {followers: f}
        accounts:
          - {network: {constant: twitter}, followers: tf}
      """, path: "hook.yaml")
    let path: (String) -> HookSource = { HookSource(HookPath($0).map { .path($0) } ?? .constant("no path")) }
    #expect(mapping.system == .chatwoot)
    #expect(mapping.events.at == HookRule([path("header:X-Event"), path("event")]))
    #expect(mapping.events.actions == ["created": .enqueue, "gone": .abandon] && mapping.events.others == .score)
    #expect(
      mapping.conditions == [
        HookCondition(
          events: ["Created"], at: [try #require(HookPath("spam"))], isOneOf: ["true"], isNot: ["maybe"],
          action: .ignore,
          reason: "spam")
      ])
    #expect(mapping.delivery == HookRule([path("header:X-Delivery")]))
    #expect(mapping.fields[.ticketID]?.sources.map(\.prefix) == ["c-", "c-"])
    var priority = path("priority")
    (priority.map, priority.others, priority.actions) = (["p1": "critical"], "low", [.enqueue, .score])
    #expect(mapping.fields[.severity] == HookRule([path("severity"), priority, HookSource(.constant("normal"))]))
    #expect(mapping.fields[.topic] == HookRule([path("topic"), path("labels.0")]))
    #expect(mapping.fields[.purchaseCount] == HookRule([path("n")]))
    #expect(mapping.fields[.abuse] == HookRule([path("abusive")]))
    #expect(mapping.fields[.declaredFollowers] == HookRule([path("f")]))
    #expect(
      mapping.accounts == [
        [.network: HookRule([HookSource(.constant("twitter"))]), .followers: HookRule([path("tf")])]
      ])
  }

  @Test("The mapping that the guide shows is one")
  func documented() throws {
    let guide = String(decoding: try Repository.bytes("docs/hooks.md"), as: UTF8.self)
    let blocks = guide.matches(of: #/```yaml\n(system:(?s:.+?))```/#)
    #expect(blocks.count == 1)
    for block in blocks { #expect(problems(String(block.output.1)).isEmpty, "\(problems(String(block.output.1)))") }
  }

  @Test("A mapping needs nothing but the ticket's id, and then brings tickets")
  func least() throws {
    let mapping = try HookMappingFile.read("ticket: {id: id}", path: "hook.yaml")
    #expect(mapping.system == .generic && mapping.events.others == .enqueue)
    #expect(
      problems("system: generic") == ["ticket: found nothing, expected the path of the ticket's id, as ticket: {id: …}"]
    )
  }

  @Test(
    "Each mistake is told with its line",
    arguments: [
      ("ticket: {id: id, colour: red}", #"line 1, ticket.colour: found an unknown field"#),
      ("ticket:\n  id: id\n  severity: {at: a..b}", #"line 3, ticket.severity.at: found "a..b", expected a path"#),
      (
        "ticket: {id: id}\nevents: {at: e, do: {x: explode}}", #"line 2, events.do.x: found "explode", expected one of"#
      ),
      ("ticket: {id: id}\nevents: {do: {x: score}}", "line 2, events.at: found nothing"),
      ("ticket: {id: id}\nwhen: [{at: a, is: [b]}]", "line 2, when[0].do: found nothing"),
      ("ticket: {id: id}\nwhen: [{at: a, do: ignore}]", "line 2, when[0].is: found nothing"),
      ("ticket: {id: id}\nwhen: [{is: [a], do: ignore}]", "line 2, when[0].at: found nothing"),
      ("ticket: {id: id, topic: {at: t, on: [never]}}", "line 1, ticket.topic.on: found a list"),
      ("ticket: {id: id, topic: {prefix: t}}", "line 1, ticket.topic.at: found nothing"),
      ("ticket: {id: id, topic: {at: t, else: x}}", #"line 1, ticket.topic.else: found "x", expected a map"#),
      ("ticket: {id: id}\nsocial: {accounts: [{followers: f}]}", "line 2, social.accounts[0].network: found nothing"),
      ("system: hal\nticket: {id: id}", #"line 1, system: found "hal", expected one of chatwoot"#),
      ("ticket: {id: id}\ncolour: red", "line 2, colour: found an unknown field"),
    ])
  func mistakes(_ text: String, _ problem: String) {
    let problems = problems(text)
    #expect(problems.count == 1 && problems.first?.hasPrefix(problem) == true, "\(problems)")
  }

  @Test("A file that is not there is told")
  func missing() {
    #expect(throws: FileError.self) { try HookMappingFile(path: "/nowhere/hook.yaml").mapping() }
  }

  @Test("A value that the field would not take is told before it comes, and a misspelt field is told the right one")
  func values() throws {
    func mistakes(_ yaml: String) -> String {
      do throws(FileError) {
        _ = try HookMappingFile.read(yaml, path: "shop.yaml")
        return ""
      } catch {
        return "\(error)"
      }
    }
    let ticket = "system: generic\nticket:\n  id: id\n"
    let severity = mistakes(ticket + "  severity: {at: kind, map: {late: normal, broken: hihg}, else: normal}\n")
    #expect(
      severity.contains("line 4") && severity.contains("hihg") && severity.contains("low, normal, high, critical"))
    #expect(mistakes(ticket + "customer: {lifetime_value: {constant: a lot}}\n").contains("a lot"))
    #expect(mistakes(ticket + "  severety: kind\n").contains("severity"))
    #expect(mistakes(ticket + "  severity: {at: kind, map: {late: \"\"}, else: high}\n") == "")
  }
}
