import Foundation
import Logging
import TestSupport
import Testing

@testable import HeedService

@Suite("Erasure")
struct ErasureTests {
  /// Texts that are nowhere else.
  private static let secrets = [
    "cust-zebra-91", "zebra.handle", "zebra@example.com", "4930777123", "zebra text of a story", "zebra.example",
    "zebra-purchase", "zebra-source", "T-zebra-done", "zebra-key", "zebra-declarer",
  ]

  /// A customer of whom all is stored that can be: profile, account with a history of counts, purchases, a story with a
  /// copy, a contact that is over with its outcome, and two tickets that wait, the second between two of others.
  private func fill(_ service: QueueService) throws {
    try service.put(
      "cust-zebra-91",
      #"{"customer":{"lifetime_value":9000,"tenure_days":3000,"loyalty_level":"gold"},"social":{"consent":true,"#
        + #""declared":{"followers":90000,"by":"zebra-declarer"}},"identities":["phone:+4930777123","email:zebra@example.com"]}"#
    )
    for followers in [500, 510] {
      try service.json(
        "PUT", "/customers/cust-zebra-91/accounts/twitter/zebra.handle",
        #"{"followers":\#(followers),"source":"zebra-source","engagers_90d":90}"#)
    }
    try service.json(
      "POST", "/customers/cust-zebra-91/purchases", #"{"id":"zebra-purchase","value":100}"#, status: 201)
    try service.json(
      "POST", "/stories",
      #"{"id":"s-1","text":"zebra text of a story about a machine that broke on the second day","author":"twitter:zebra.handle","#
        + #""url":"https://zebra.example/1"}"#, status: 201)
    try service.json("POST", "/stories/s-1/shares", #"{"sharer":"twitter:zebra.handle"}"#)
    let customer = #""customer":{"id":"cust-zebra-91"}"#
    try service.json("PUT", "/agents/ada", #"{"desks":["general","senior","key-accounts","social-care"]}"#, status: 201)
    try service.json(
      "POST", "/queue", #"{"ticket":{"id":"T-zebra-done"},\#(customer)}"#, fields: [("Idempotency-Key", "zebra-key")],
      status: 201)
    let fence = try service.claim("ada", desks: nil).fence
    try service.json("POST", "/queue/claims/\(fence)/complete")
    try service.json("POST", "/tickets/T-zebra-done/outcome", #"{"claim":"founded","satisfaction":0.5}"#)
    try service.enqueue("before")
    service.time.pass(10)
    try service.json(
      "POST", "/queue", #"{"ticket":{"id":"T-1","severity":"normal"},"customer":{"identity":"phone:004930777123"}}"#,
      status: 201)
    try service.json(
      "POST", "/queue",
      #"{"ticket":{"id":"T-2","severity":"normal"},"customer":{"id":"cust-zebra-91","tenure_days":5},"social":{"accounts":[{"network":"twitter","handle":"zebra.handle"}]}}"#,
      status: 201)
    service.time.pass(10)
    try service.enqueue("after")
    for name in [#""id":"cust-zebra-91""#, #""identity":"phone:+4930777123""#] { _ = try service.scored(name) }
  }

  /// Where one of the texts is found.
  private func findings(_ service: QueueService) throws -> [String] {
    let log = service.running.log.lines(from: .trace).joined(separator: "\n")
    let places = try service.files().map { ($0.key, $0.value) } + [("the log", Data(log.utf8))]
    return Self.secrets.flatMap { secret in
      places.filter { $0.1.range(of: Data(secret.utf8)) != nil }.map { "\(secret) in \($0.0)" }
    }
  }

  @Test("After it no byte of a customer is in a file, the log or an answer, and those who wait go on as anybody would")
  func erase() async throws {
    let service = try QueueService()
    try fill(service)
    #expect(try !findings(service).isEmpty, "otherwise this test says nothing")
    let arrivals = try ["T-1", "T-2"].map { try service.json("GET", "/queue/\($0)")["arrived_at"] }
    try service.json("DELETE", "/customers/cust-zebra-91", status: 204)
    #expect(try findings(service) == [])
    let neutral = try service.json("GET", "/queue/before")
    for (id, arrival) in zip(["T-1", "T-2"], arrivals) {
      let ticket = try service.json("GET", "/queue/\(id)")
      #expect(ticket["arrived_at"] == arrival && ticket["decision"].outcome == neutral["decision"].outcome)
    }
    #expect(try service.line() == ["before", "T-1", "T-2", "after"])
    for path in [
      "/customers/cust-zebra-91", "/customers/cust-zebra-91?everything", "/customers?identity=phone:%2B4930777123",
      "/customers?identity=twitter:zebra.handle", "/queue/T-zebra-done",
    ] {
      try service.json("GET", path, status: 404)
    }
    for path in ["/queue?include=decision", "/stories?include=past", "/stories/s-1", "/reports/outcomes", "/metrics"] {
      let answer = try service.send("GET", path)
      for secret in Self.secrets { #expect(!answer.body.contains(secret), "\(secret) in \(path)") }
    }
    #expect(try service.json("GET", "/stories/s-1")["sharers"] == .number(1), "the story is others' too")
    #expect(try service.json("GET", "/reports/outcomes")["all"]["claims_founded"] == .number(1), "it is a number now")
    #expect(try service.scored(#""id":"cust-zebra-91""#).outcome == service.scored(#""id":"other""#).outcome)
    try service.json("DELETE", "/customers/cust-zebra-91", status: 404)
    // A score by the id has put the id nowhere.
    try await service.restart()
    #expect(try findings(service) == [])
    #expect(try service.line() == ["before", "T-1", "T-2", "after"])
  }

  @Test("Everything that is stored is what there was to be erased")
  func everything() throws {
    let service = try QueueService()
    try fill(service)
    let everything = try service.send("GET", "/customers/cust-zebra-91?everything")
    let shown = try JSONTree(json: everything.content)
    for secret in Self.secrets where secret != "zebra-key" {
      #expect(everything.body.contains(secret), "\(secret)")
    }
    #expect(shown["follower_counts"].array?.count == 1, "both were counted at the same time")
    #expect(shown["purchases"].array?.count == 1 && shown["stories"].array?.count == 1)
    #expect(shown["contacts"].array?.count == 3 && (shown["decisions"].array?.count ?? 0) >= 3)
    let done = shown["contacts"].array?.first { $0["ticket"] == .string("T-zebra-done") }
    #expect(done?["outcome"]["claim"] == .string("founded") && done?["state"] == .string("done"))
  }

  @Test("A customer of whom no profile is stored is erased, too")
  func withoutProfile() throws {
    let service = try QueueService()
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-1"},"customer":{"id":"cust-zebra-91"}}"#, status: 201)
    #expect(try service.json("GET", "/customers/cust-zebra-91?everything")["contacts"].array?.count == 1)
    try service.json("DELETE", "/customers/cust-zebra-91", status: 204)
    #expect(try findings(service) == [])
    #expect(try service.state("T-1") == "waiting")
  }

  @Test("A ticket with an agent stays with the agent")
  func leased() throws {
    let service = try QueueService()
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-1"},"customer":{"id":"cust-zebra-91"}}"#, status: 201)
    let fence = try service.claim().fence
    try service.json("DELETE", "/customers/cust-zebra-91", status: 204)
    #expect(try service.state("T-1") == "leased" && findings(service) == [])
    try service.json("POST", "/queue/claims/\(fence)/complete")
  }

  @Test("Tickets that come while a customer is erased are erased with it, or came after it")
  func concurrent() throws {
    let service = try QueueService()
    try service.put("cust-zebra-91", #"{"customer":{"tenure_days":5}}"#)
    let bodies = (0..<20).map { #"{"ticket":{"id":"T-\#($0)"},"customer":{"id":"cust-zebra-91"}}"# }
    let clients = bodies.map { _ in service.running.client }
    let eraser = service.running.client
    for (index, (client, body)) in zip(clients, bodies).enumerated() {
      client.send("POST /queue HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      if index == 10 { eraser.send("DELETE /customers/cust-zebra-91 HTTP/1.1\r\nHost: a\r\n\r\n") }
    }
    for client in clients { #expect(client.read()?.status == 201) }
    #expect([204, 412].contains(try #require(eraser.read()).status))
    if try service.send("DELETE", "/customers/cust-zebra-91").status == 204 {
      try service.json("GET", "/customers/cust-zebra-91?everything", status: 404)
    }
    #expect(try findings(service) == [] && service.line().count == 20)
  }
}
