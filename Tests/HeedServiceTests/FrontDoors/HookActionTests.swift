import Foundation
import FrontDoors
import Storage
import TestSupport
import Testing

@testable import HeedService

/// What a hook makes of a ticket, whatever state it is in, by webhooks that need no signature.
@Suite("Hooks and the line")
struct HookActionTests {
  @Test("A ticket that is there already is scored again with the news, and keeps what they do not say")
  func known() throws {
    let service = try QueueService()
    #expect(try service.generic(#"{"id":"T-1","severity":"normal","topic":"x"}"#)["tier"].string == "standard")
    service.time.pass(100)
    let news = try service.generic(#"{"id":"T-1","severity":"critical"}"#)
    #expect(news["action"].string == "updated" && news["tier"].string == "critical", "\(news)")
    #expect(news["duplicate"] == .bool(false))
    let waiting = try service.json("GET", "/queue/T-1")
    #expect(waiting["tier"].string == "critical" && waiting["waited_seconds"].number == 100, "\(waiting)")
    let request = try service.queue.read { try $0.ticket(id: "T-1")?.request } ?? nil
    #expect(String(decoding: request ?? [], as: UTF8.self).contains(#""topic":"x""#))
    // The same once more, without a delivery's id, is a duplicate.
    try service.generic(#"{"id":"T-2"}"#)
    #expect(try service.generic(#"{"id":"T-2"}"#)["duplicate"] == .bool(true))
    try service.expectBalance(accepted: 2)
  }

  @Test("A ticket that an agent has is scored again where it is")
  func leased() throws {
    let service = try QueueService()
    try service.generic(#"{"id":"T-1"}"#)
    try service.claim()
    #expect(try service.generic(#"{"id":"T-1","severity":"high"}"#)["tier"].string == "urgent")
    #expect(try service.state("T-1") == "leased")
  }

  @Test(
    "News about a ticket that is over are ignored; one that comes again waits again", arguments: ["done", "abandoned"])
  func over(_ state: String) throws {
    let service = try QueueService()
    func generic(_ event: String, _ severity: String, delivery: String? = nil) throws -> JSONTree {
      try service.generic(#"{"id":"T-1","event":"ticket.\#(event)","severity":"\#(severity)"}"#, delivery: delivery)
    }
    #expect(try generic("created", "normal", delivery: "d-1")["ticket"].string == "T-1")
    if state == "done" { try service.claim() }
    _ = try generic(state == "done" ? "closed" : "canceled", "normal")
    #expect(try service.state("T-1") == state)
    let ignored = try generic("updated", "critical")
    #expect(ignored["action"].string == "ignored" && ignored["ticket"].string == "T-1", "\(ignored)")
    #expect(ignored["reason"].string?.contains("is over") == true, "\(ignored)")
    // A delivery that comes late is not the ticket's return.
    let late = try generic("created", "normal", delivery: "d-1")
    #expect(late["duplicate"] == .bool(true) && late["ticket"].string == "T-1", "\(late)")
    #expect(try service.line() == [])

    let again = try generic("created", "high", delivery: "d-2")
    #expect(again["action"].string == "enqueued" && again["ticket"].string == "T-1~2", "\(again)")
    #expect(try service.line() == ["T-1~2"] && service.state("T-1") == state)
    #expect(try generic("updated", "critical")["tier"].string == "critical")
    #expect(try service.json("GET", "/queue/T-1~2")["tier"].string == "critical")
    #expect(try generic("created", "high", delivery: "d-2")["ticket"].string == "T-1~2")
    #expect(try generic("closed", "normal")["ticket"].string == "T-1~2")
    #expect(try service.state("T-1~2") == "done")
    #expect(try generic("created", "low", delivery: "d-3")["ticket"].string == "T-1~3")
    try service.expectBalance(accepted: 3)
  }

  @Test("What is said of a ticket that nobody knows is ignored", arguments: ["updated", "closed", "canceled"])
  func unknown(_ event: String) throws {
    let service = try QueueService()
    let body = #"{"id":"T-1","event":"ticket.\#(event)","severity":"high"}"#
    for _ in 1...2 {
      let answer = try service.generic(body, delivery: "d-1")
      #expect(answer["action"].string == "ignored" && answer["duplicate"] == .bool(false), "\(answer)")
      #expect(answer["reason"].string?.contains("not known") == true, "\(answer)")
    }
    try service.expectBalance(accepted: 0)
    // Once the ticket is known the same delivery counts: nothing was done by it before.
    try service.enqueue("T-1")
    #expect(try service.generic(body, delivery: "d-1")["action"].string != "ignored")
  }

  @Test("One that was dealt with is done, whether an agent has it or it waits")
  func complete() throws {
    let service = try QueueService()
    for id in ["T-1", "T-2", "T-3"] { try service.generic(#"{"id":"\#(id)"}"#) }
    let claim = try service.claim()
    #expect(claim.claimed == "T-1")
    for id in ["T-1", "T-2"] {
      let answer = try service.generic(#"{"id":"\#(id)","event":"ticket.closed"}"#)
      #expect(answer["action"].string == "completed", "\(answer)")
    }
    #expect(try service.state("T-1") == "done" && service.state("T-2") == "done")
    // The agent's own word comes late.
    #expect((200..<500).contains(try service.send("POST", "/queue/claims/\(claim.fence)/complete").status))
    #expect(try service.generic(#"{"id":"T-3","event":"ticket.canceled"}"#)["action"].string == "abandoned")
    #expect(try service.state("T-3") == "abandoned")
    #expect(try service.line() == [])
    try service.expectBalance(accepted: 3)
  }

  @Test("An agent's ticket is not given up by a webhook that says that the customer has left")
  func abandonLeased() throws {
    let service = try QueueService()
    try service.generic(#"{"id":"T-1"}"#)
    try service.claim()
    #expect(try service.generic(#"{"id":"T-1","event":"ticket.canceled"}"#)["action"].string == "ignored")
    #expect(try service.state("T-1") == "leased")
  }

  @Test("What the mapping ignores, and what it cannot use, is told and does no harm")
  func ignored() throws {
    let service = try QueueService()
    var call = Webhook(.chatwoot).call
    call.body = #"{"event":"message_created","id":654}"#
    let ignored = try service.hook(call)
    #expect(ignored["action"].string == "ignored", "\(ignored)")
    #expect(ignored["reason"].string?.contains("message_created") == true, "\(ignored)")
    let odd = try service.generic(#"{"id":"T-1","severity":"high","lifetime_value":"a lot"}"#)
    #expect(odd["action"].string == "enqueued" && odd["tier"].string == "urgent", "\(odd)")
    #expect(odd["warnings"].strings.contains { $0.contains("lifetime_value") }, "\(odd)")
    #expect(try service.line() == ["T-1"])
  }

  @Test("A hook that only scores keeps nothing, and tells those who are written to")
  func score() throws {
    let receiver = NoticeReceiver { _, _ in .answer(204) }
    let folder = try TemporaryFolder()
    let secret = SecretSource.file(try folder.write("0123456789abcdef0123", to: "secret"))
    let service = try QueueService { configuration in
      configuration.hooks["generic"]?.action = .score
      var target = WriteBackSamples.target("bus", port: receiver.port)
      target.secret = Secret([])
      configuration.writeBack.entries = [.init(target: target, secret: secret)]
    }
    for _ in 1...2 {
      let answer = try service.generic(#"{"id":"T-1","severity":"high"}"#, delivery: "d-1")
      #expect(answer["action"].string == "scored" && answer["tier"].string == "urgent", "\(answer)")
    }
    try service.generic(#"{"id":"T-2"}"#, delivery: "d-2")
    #expect(comesTrue { receiver.requests.contains { $0.isTaken && $0.ticket == "T-2" } })
    #expect(comesTrue { receiver.requests.contains { $0.isTaken && $0.ticket == "T-1" } })
    // Whoever is told twice of one delivery can tell.
    #expect(Set(receiver.requests.filter { $0.ticket == "T-1" }.map(\.id)).count == 1)
    let notice = receiver.requests.first { $0.ticket == "T-1" }.flatMap { Notice(id: $0.id, json: $0.body) }
    #expect(notice?.facts.ticket == "T-1" && notice?.facts.tier == "urgent" && notice?.facts.state == .scored)
    #expect(try service.line() == [] && service.send("GET", "/queue/T-1").status == 404)
    // There is nothing that could change, or end.
    for event in ["updated", "closed", "canceled"] {
      #expect(try service.generic(#"{"id":"T-1","event":"ticket.\#(event)"}"#)["action"].string == "ignored")
    }
    try service.expectBalance(accepted: 0)
  }

  @Test("What is no webhook is refused")
  func refused() throws {
    let service = try QueueService()
    #expect(try service.generic(#"{"id":"T-1"}"#, hook: "none", status: 404)["detail"].string?.contains("hook") == true)
    #expect(try service.send("GET", "/hooks/generic").status == 405)
    #expect(try service.send("POST", "/hooks/generic").status == 411)
    for body in ["{", "", "x", "[", "7", "\u{0}", #"{"id":"T-1"} {}"#] {
      try service.generic(body, status: 400)
    }
    for body in [
      "{}", #"{"id":""}"#, #"{"id":{}}"#, #"{"id":"\#(String(repeating: "x", count: 129))"}"#, #"{"id":null}"#,
    ] {
      let problem = try service.generic(body, status: 422)
      #expect(problem["detail"].string?.contains("ticket_id") == true, "\(problem)")
    }
    try service.generic(String(repeating: " ", count: 1_100_000), status: 413)
    #expect(try service.line() == [])
    #expect(try service.metric(#"heed_hooks_total{hook="generic",outcome="unreadable"}"#) == 12)
  }

  @Test("Forms and bodies without a media type are taken, too")
  func forms() throws {
    let service = try QueueService()
    var call = HookCall(path: "/hooks/generic", fields: [], body: "id=T-1&severity=high&email=a%40b.c")
    #expect(try service.hook(call)["tier"].string == "urgent")
    call = call.with("Content-Type", "application/x-www-form-urlencoded").with(body: "id=T-2")
    #expect(try service.hook(call)["ticket"].string == "T-2")
    call = call.without("Content-Type").with(body: #" {"id":"T-3"}"#)
    #expect(try service.hook(call)["ticket"].string == "T-3")
    #expect(try Set(service.line()) == ["T-1", "T-2", "T-3"])
  }
}
