import TestSupport
import Testing

@testable import HeedService

@Suite("Agents")
struct AgentTests {
  @Test("An agent comes, changes, is found and goes")
  func life() throws {
    let service = try QueueService()
    let new = try service.json("PUT", "/agents/ada", #"{"desks":["general","senior","general"]}"#, status: 201)
    #expect(new["desks"].strings == ["general", "senior"])
    #expect(new["state"] == .string("available") && new["present"] == .bool(true))
    service.time.pass(10)
    let away = try service.json("PUT", "/agents/ada", #"{"desks":["senior"],"state":"away"}"#)
    #expect(away["present"] == .bool(false) && away["seen_at"] == .string("2026-11-22T07:00:10Z"))
    #expect(try service.json("GET", "/agents/ada") == away)
    try service.json("PUT", "/agents/Bob", #"{"desks":["general"]}"#, status: 201)
    let names = try service.json("GET", "/agents")["agents"].array?.map { $0["agent"].string }
    #expect(names == ["Bob", "ada"])
    try service.json("DELETE", "/agents/ada", status: 204)
    for method in ["GET", "DELETE"] { #expect(try service.send(method, "/agents/ada").status == 404) }
  }

  @Test("Who was not heard of for long is not there, unless a ticket is in hand")
  func presence() throws {
    let service = try QueueService { $0.queue.agentTimeoutSeconds = 60 }
    try service.json("PUT", "/agents/ada", #"{"desks":["general"]}"#, status: 201)
    try service.enqueue("T-1")
    func isPresent(_ agent: String) throws -> Bool {
      try service.json("GET", "/agents/\(agent)")["present"] == .bool(true)
    }
    service.time.pass(59)
    #expect(try isPresent("ada"))
    service.time.pass(2)
    #expect(try !isPresent("ada"))
    #expect(try service.json("GET", "/queue/stats")["agents_present"] == .number(0))
    // A claim is a sign of life, and makes an agent known.
    let fence = try service.claim("bob", lease: 300).fence
    service.time.pass(200)
    #expect(try isPresent("bob"))
    #expect(try service.json("GET", "/agents/bob")["claims"].array?.count == 1)
    try service.json("POST", "/queue/claims/\(fence)/complete")
    service.time.pass(59)
    #expect(try isPresent("bob"))
    service.time.pass(2)
    #expect(try !isPresent("bob"))
    try service.json("PUT", "/agents/bob", #"{"desks":["general"]}"#)
    #expect(try isPresent("bob"))
  }

  @Test("An agent that vanishes loses its ticket when the lease ends, and nothing else")
  func vanished() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.enqueue("T-2")
    try service.claim("ada")
    try service.json("DELETE", "/agents/ada", status: 204)
    #expect(try service.state("T-1") == "leased")
    #expect(try service.claim("bob").claimed == "T-2")
    service.time.pass(301)
    try service.eventually("both wait again") { try service.line() == ["T-1", "T-2"] }
    try service.expectBalance(accepted: 2)
  }

  @Test("Names are any text", arguments: [("a%20b", "a b"), ("%C3%A4%2F%F0%9F%98%80", "ä/😀"), ("a+b", "a+b")])
  func names(_ path: String, _ name: String) throws {
    let service = try QueueService()
    let agent = try service.json("PUT", "/agents/\(path)", #"{"desks":["general"]}"#, status: 201)
    #expect(agent["agent"] == .string(name))
    #expect(try service.json("GET", "/agents/\(path)") == agent)
    try service.json("DELETE", "/agents/\(path)", status: 204)
  }
}
