import Foundation
import FrontDoors
import TestSupport
import Testing

@testable import HeedService

/// What hooks do with the webhooks of each system, and with those that are not theirs, over real connections.
@Suite("Hooks")
struct HookRouteTests {
  /// What an answer must be, unless it is Twilio's, which has no body.
  private func expect(
    _ answer: JSONTree, _ action: String, _ system: HookSystem, tier: String? = nil, duplicate: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    if system == .twilio { return #expect(answer == .null, sourceLocation: sourceLocation) }
    #expect(answer["action"].string == action, "\(answer)", sourceLocation: sourceLocation)
    #expect(answer["ticket"].string == Webhook(system).ticket, "\(answer)", sourceLocation: sourceLocation)
    #expect(answer["duplicate"] == .bool(duplicate), "\(answer)", sourceLocation: sourceLocation)
    if let tier { #expect(answer["tier"].string == tier, "\(answer)", sourceLocation: sourceLocation) }
  }

  @Test("A ticket's life is followed: it comes, changes and goes", arguments: HookSystem.allCases)
  func life(_ system: HookSystem) throws {
    let service = try QueueService.hooked()
    let created = try service.answer(to: Webhook(system).call(at: service.time.now))
    #expect(created.status == (system == .twilio ? 204 : 200), "\(created)")
    let answer = created.content.isEmpty ? JSONTree.null : try JSONTree(json: created.content)
    expect(answer, "enqueued", system, tier: "urgent")
    let ticket = Webhook(system).ticket
    #expect(try service.line() == [ticket])
    let waiting = try service.json("GET", "/queue/\(ticket)")
    #expect(waiting["tier"].string == "urgent" && waiting["state"].string == "waiting", "\(waiting)")
    #expect(answer == .null || answer["desk"] == waiting["desk"])
    let words = [HookSystem.chatwoot: "high", .zammad: "3 high", .zendesk: "high"]
    if answer != .null { #expect(answer["priority"].string == words[system], "\(answer)") }
    #expect((answer["rt_priority"].number.map { (50..<75).contains($0) } == true) == (system == .requestTracker))

    service.time.pass(60)
    let updated = Webhook(system, .updated, severity: "critical", delivery: "d-2").call(at: service.time.now)
    expect(try service.hook(updated, status: Int(created.status)), "updated", system, tier: "critical")
    #expect(try service.json("GET", "/queue/\(ticket)")["tier"].string == "critical")

    let closed = Webhook(system, .closed, delivery: "d-3").call(at: service.time.now)
    expect(try service.hook(closed, status: Int(created.status)), "completed", system)
    #expect(try service.line() == [] && service.state(ticket) == "done")
    try service.expectBalance(accepted: 1)
    for outcome in ["enqueued", "updated", "completed"] {
      #expect(try service.metric(#"heed_hooks_total{hook="\#(system.rawValue)",outcome="\#(outcome)"}"#) == 1)
    }
  }

  @Test("What comes again is done once, and answered as it stands now", arguments: HookSystem.allCases)
  func again(_ system: HookSystem) throws {
    let service = try QueueService.hooked()
    let status = system == .twilio ? 204 : 200
    let (first, ticket) = (Webhook(system), Webhook(system).ticket)
    try service.hook(first.call(at: service.time.now), status: status)
    let before = try service.json("GET", "/queue/\(ticket)")
    expect(try service.hook(first.call(at: service.time.now), status: status), "enqueued", system, duplicate: true)
    #expect(try service.json("GET", "/queue/\(ticket)") == before)
    // Its delivery tells, also where it says something else, and is signed later.
    service.time.pass(30)
    let other = Webhook(system, severity: "critical").call(at: service.time.now)
    expect(
      try service.hook(other, status: status), "enqueued", system, tier: "urgent", duplicate: true)
    #expect(try service.json("GET", "/queue/\(ticket)")["tier"].string == "urgent")

    let closed = Webhook(system, .closed, delivery: "d-2").call(at: service.time.now)
    try service.hook(closed, status: status)
    expect(try service.hook(closed, status: status), "completed", system, duplicate: true)
    expect(
      try service.hook(first.call(at: service.time.now), status: status), "enqueued", system, duplicate: true)
    #expect(try service.state(ticket) == "done" && service.line() == [])
    try service.expectBalance(accepted: 1)
  }

  @Test("What is not signed as it should be is refused, and changes nothing", arguments: HookSystem.allCases)
  func refused(_ system: HookSystem) throws {
    let service = try QueueService.hooked()
    let (webhook, now) = (Webhook(system), service.time.now)
    let good = webhook.call(at: now)
    var calls: [(name: String, call: HookCall)] = [
      ("unsigned", webhook.call), ("another secret", webhook.call(at: now, secret: "0123456789abcdef-another")),
      ("another body", good.with(body: good.body.replacing("high", with: "critical"))),
      ("a longer body", good.with(body: good.body + " ")), ("no body", good.with(body: "")),
      ("a key of Heed's in its place", webhook.call.with("X-API-Key", "hk_x")),
    ]
    for field in good.signedFields {
      calls.append(("without \(field)", good.without(field)))
      calls.append(("an empty \(field)", good.with(field, "")))
      calls.append(("another \(field)", good.with(field, "x")))
    }
    // Zammad signs no time.
    if system != .zammad {
      calls.append(("old", webhook.call(at: now - 301)))
      calls.append(("from the future", webhook.call(at: now + 301)))
    }
    for (name, call) in calls {
      let answer = try service.answer(to: call)
      #expect(answer.status == 403 && answer.mediaType == "application/problem+json", "\(name): \(answer)")
      #expect(answer.body.contains("urn:heed:problem:bad-signature"), "\(name): \(answer)")
      #expect(!answer.body.contains(Webhook.secret), "\(name)")
      for (field, value) in good.fields where field.lowercased().hasSuffix("signature") {
        #expect(!answer.body.contains(value.suffix(20)), "\(name)")
      }
    }
    #expect(try service.line() == [] && service.send("GET", "/queue/\(webhook.ticket)").status == 404)
    try service.expectBalance(accepted: 0)
    let name = #"heed_hooks_total{hook="\#(system.rawValue)",outcome="refused"}"#
    #expect(try service.metric(name) == Double(calls.count))
    // None of that has used up the delivery.
    expect(try service.hook(good, status: system == .twilio ? 204 : 200), "enqueued", system)
    #expect(try service.line() == [webhook.ticket])
  }

  @Test("A copy that comes too late is refused, though it was right when it was made")
  func lateCopy() throws {
    let service = try QueueService.hooked()
    let call = Webhook(.chatwoot).call(at: service.time.now)
    try service.hook(call)
    service.time.pass(299)
    #expect(try service.hook(call)["duplicate"] == .bool(true))
    service.time.pass(2)
    #expect(try service.hook(call, status: 403)["detail"].string?.contains("301 s ago") == true)
  }

  @Test("GitHub's form is taken by the generic hook, too")
  func gitHub() throws {
    let service = try QueueService.hooked()
    let call = Webhook(.generic).call
    let code = HookCall.hex(HookCall.code(call.body, Webhook.secret))
    #expect(try service.hook(call.with("X-Hub-Signature", "sha256=" + code), status: 403)["detail"].string != nil)
    // Where both are there the stricter one counts.
    let signed = call.with("X-Hub-Signature-256", "sha256=" + code)
    let both = Webhook(.generic).call(at: service.time.now - 301).with("X-Hub-Signature-256", "sha256=" + code)
    #expect(try service.hook(both, status: 403)["detail"].string?.contains("301 s ago") == true)
    #expect(try service.hook(signed)["action"].string == "enqueued")
    #expect(try service.hook(signed)["duplicate"] == .bool(true))
    #expect(try service.line() == ["T-31"])
  }

  @Test("Twilio signs the address that it calls: another path or host is refused")
  func twilioAddress() throws {
    let service = try QueueService.hooked { configuration in
      var calls = HookConfiguration(system: .twilio)
      calls.secret = configuration.hooks["twilio"]?.secret
      calls.publicURL = "https://other.example.com"
      configuration.hooks["calls"] = calls
    }
    let webhook = Webhook(.twilio)
    let call = webhook.call(at: service.time.now)
    #expect(try service.answer(to: call.with(path: "/hooks/twilio?x=1")).status == 403)
    #expect(try service.answer(to: call.with(path: "/hooks/calls")).status == 403)
    #expect(try service.answer(to: call.with("X-Forwarded-Proto", "http")).status == 204)
    #expect(try service.line() == [webhook.ticket])
  }

  @Test("Each hook has deliveries of its own, whatever it is called")
  func deliveries() throws {
    let service = try QueueService { configuration in
      configuration.hooks["shop"] = HookConfiguration(system: .generic)
    }
    try service.generic(#"{"id":"T-1"}"#, delivery: "d-1")
    #expect(try service.generic(#"{"id":"T-2"}"#, delivery: "d-1")["duplicate"] == .bool(true))
    #expect(try service.generic(#"{"id":"T-2"}"#, delivery: "d-1", hook: "shop")["duplicate"] == .bool(false))
    #expect(try service.line() == ["T-1", "T-2"])
    // A key of the queue's own route is none of them, and cannot be made one.
    for (key, status) in [("d-1", 201), ("hook:generic:d-2", 400)] {
      try service.json(
        "POST", "/queue", QueueService.ticket("T-3"), fields: [("Idempotency-Key", key)], status: status)
    }
  }
}
