import TestSupport
import Testing

@testable import HeedService

@Suite("Tickets that are scored again, and tickets that are given up")
struct RescoreTests {
  private static let worse = #"{"ticket":{"severity":"high"}}"#

  @Test("New facts move a ticket, and what it has waited counts on")
  func moves() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    service.time.pass(300)
    try service.enqueue("T-2", "high")
    service.time.pass(10)
    let answer = try service.send("PATCH", "/queue/T-1", Self.worse)
    #expect(answer.status == 200 && answer["ETag"] == "\"2\"")
    let decision = try JSONTree(json: answer.content)
    #expect(decision["tier"] == .string("urgent") && decision["desk"] == .string("senior"))
    // Among those who wait there it is the first, as it came before the other.
    #expect(decision["wait"]["position"] == .number(1))
    #expect(try service.line("?desk=general") == [] && service.line("?desk=senior") == ["T-1", "T-2"])
    let ticket = try service.json("GET", "/queue/T-1")
    #expect(ticket["version"] == .number(2) && ticket["waited_seconds"] == .number(310))
    #expect(ticket["decision"] == decision)
  }

  @Test("A ticket is not ahead of itself")
  func position() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.enqueue("T-2")
    service.time.pass(100)
    let patch = #"{"ticket":{"channel":"chat"}}"#
    #expect(try service.json("PATCH", "/queue/T-1", patch)["wait"]["position"] == .number(1))
    #expect(try service.json("PATCH", "/queue/T-2", patch)["wait"]["position"] == .number(2))
    #expect(try service.line() == ["T-1", "T-2"])
  }

  @Test("Facts are put together, null takes one away, and the rest stays")
  func merge() throws {
    let service = try QueueService()
    try service.json(
      "POST", "/queue",
      #"{"ticket":{"id":"T-1","severity":"high","unresolved_contacts":3},"customer":{"loyalty_level":"gold"}}"#,
      status: 201)
    func sources() throws -> [String: String] {
      let factors = try service.json("GET", "/queue/T-1")["decision"]["factors"].array ?? []
      return Dictionary(uniqueKeysWithValues: factors.map { ($0["factor"].string ?? "", $0["source"].string ?? "") })
    }
    try service.json("PATCH", "/queue/T-1", #"{"ticket":{"severity":null},"customer":{"lifetime_value":9000}}"#)
    let sources1 = try sources()
    #expect(sources1["severity"] == "neutral" && sources1["repeat_contact"] == "ticket")
    #expect(sources1["loyalty"] == "profile" && sources1["value"] == "profile")
    try service.json("PATCH", "/queue/T-1", #"{"customer":null}"#)
    #expect(try sources()["loyalty"] == "neutral" && sources()["repeat_contact"] == "ticket")
  }

  @Test("If-Match names the version that the change is meant for", arguments: ["PATCH", "DELETE"])
  func ifMatch(_ method: String) throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let body = method == "PATCH" ? Self.worse : nil
    for other in ["\"2\"", "\"0\", \"11\"", "1", "\"\"", "\"1"] {
      let problem = try service.json(method, "/queue/T-1", body, fields: [("If-Match", other)], status: 412)
      #expect(problem["type"] == .string("urn:heed:problem:precondition-failed"), "\(other)")
    }
    #expect(try service.json("GET", "/queue/T-1")["version"] == .number(1))
    let tag = try #require(try service.send("GET", "/queue/T-1")["ETag"])
    let status = method == "PATCH" ? 200 : 204
    #expect(try service.send(method, "/queue/T-1", body, fields: [("If-Match", tag)]).status == status)
  }

  @Test("If-Match may have several, or any", arguments: ["*", "\"7\", \"1\"", "W/\"1\""])
  func ifMatchAny(_ field: String) throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.json("PATCH", "/queue/T-1", Self.worse, fields: [("If-Match", field)])
  }

  @Test("Of two that change the same version one is told that the other was faster")
  func race() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let patches = [Self.worse, #"{"ticket":{"unresolved_contacts":3}}"#]
    let statuses = try concurrently(patches, service, fields: "If-Match: \"1\"\r\n")
    #expect(statuses == [200, 412])
    #expect(try service.json("GET", "/queue/T-1")["version"] == .number(2))
  }

  @Test("Without If-Match all changes are made, each upon the others")
  func mergeAll() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let patches = [
      Self.worse, #"{"ticket":{"unresolved_contacts":3}}"#, #"{"customer":{"tenure_days":3650}}"#,
      #"{"ticket":{"incident":{"probability":1}}}"#,
    ]
    #expect(try concurrently(patches, service) == [200, 200, 200, 200])
    let ticket = try service.json("GET", "/queue/T-1")
    #expect(ticket["version"] == .number(5))
    let neutral = ticket["decision"]["factors"].array?.filter { $0["source"] == .string("neutral") }
    #expect(neutral?.map { $0["factor"] } == ["value", "influence", "story"].map(JSONTree.string))
  }

  /// Sends patches to T-1, each on a connection of its own, before it reads an answer.
  private func concurrently(_ patches: [String], _ service: QueueService, fields: String = "") throws -> [Int] {
    let clients = patches.map { _ in service.running.client }
    for (client, patch) in zip(clients, patches) {
      client.send(
        "PATCH /queue/T-1 HTTP/1.1\r\nHost: a\r\n\(fields)Content-Length: \(patch.utf8.count)\r\n\r\n\(patch)")
    }
    return try clients.map { try #require($0.read()).status }.sorted()
  }

  @Test("A ticket that an agent has is scored again, and comes back to its new place")
  func leased() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let fence = try service.claim().fence
    try service.json("PATCH", "/queue/T-1", Self.worse)
    #expect(try service.json("GET", "/queue/T-1")["desk"] == .string("senior"))
    #expect(try service.state("T-1") == "leased" && service.line() == [])
    try service.json("POST", "/queue/claims/\(fence)/release")
    #expect(try service.line("?desk=senior") == ["T-1"])
  }

  @Test("What is wrong with a patch is refused with the place in the request that it makes")
  func refused() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    for (patch, pointer) in [
      (#"{"ticket":{"severity":"awful"}}"#, "/ticket/severity"), (#"{"ticket":{"id":"T-2"}}"#, "/ticket/id"),
      (#"{"ticket":{"id":null}}"#, "/ticket/id"), (#"{"ticket":null}"#, "/ticket"), ("7", ""), ("null", ""),
      (#"{"customer":{"tenure_days":-1}}"#, "/customer/tenure_days"),
    ] {
      let problem = try service.json("PATCH", "/queue/T-1", patch, status: 422)
      #expect(problem["errors"].array?.map { $0["pointer"] } == [.string(pointer)], "\(patch)")
    }
    for patch in ["", "{", #"{"a":1,"a":2}"#] { try service.json("PATCH", "/queue/T-1", patch, status: 400) }
    let ticket = try service.json("GET", "/queue/T-1")
    #expect(ticket["version"] == .number(1) && ticket["tier"] == .string("standard"))
  }

  @Test("Patches do not make a request greater than one may be")
  func growth() throws {
    let service = try QueueService { $0.limits.bodyBytes = 2048 }
    try service.enqueue("T-1")
    func patch(_ name: String) -> String { #"{"\#(name)":"\#(String(repeating: "x", count: 1500))"}"# }
    try service.json("PATCH", "/queue/T-1", patch("a"))
    try service.json("PATCH", "/queue/T-1", patch("b"), status: 413)
    try service.json("PATCH", "/queue/T-1", patch("a"))
    try service.json("PATCH", "/queue/T-1", #"{"a":null,"b":"x"}"#)
  }

  @Test("The media type of a merge patch, JSON's and none are read", arguments: ["application/merge-patch+json", ""])
  func mediaType(_ type: String) throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let answer = service.running.client.request(
      "PATCH", "/queue/T-1", fields: type.isEmpty ? [] : [("Content-Type", type)], body: [UInt8](Self.worse.utf8))
    #expect(answer?.status == 200)
    let wrong = service.running.client.request(
      "PATCH", "/queue/T-1", fields: [("Content-Type", "application/json-patch+json")], body: [UInt8]("[]".utf8))
    #expect(wrong?.status == 415 && wrong?["Accept"]?.contains("application/merge-patch+json") == true)
  }

  @Test("A ticket is given up once, however often that is said; what an agent has or had is not")
  func abandon() throws {
    let service = try QueueService()
    for id in ["T-1", "T-2"] { try service.enqueue(id) }
    service.time.pass(30)
    for _ in 1...2 { try service.json("DELETE", "/queue/T-1", status: 204) }
    let ticket = try service.json("GET", "/queue/T-1")
    #expect(ticket["state"] == .string("abandoned") && ticket["waited_seconds"] == .number(30))
    #expect(try service.claim().claimed == "T-2")
    #expect(
      try service.json("DELETE", "/queue/T-2", status: 409)["detail"] == .string("the ticket T-2 is with agent ada"))
    try service.json("POST", "/queue/claims/1/complete")
    try service.json("DELETE", "/queue/T-2", status: 409)
    for id in ["T-1", "T-2"] { try service.json("PATCH", "/queue/\(id)", Self.worse, status: 409) }
    try service.json("DELETE", "/queue/T-3", status: 404)
    try service.json("PATCH", "/queue/T-3", Self.worse, status: 404)
    try service.expectBalance(accepted: 2)
  }
}
