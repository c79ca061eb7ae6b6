import TestSupport
import Testing

@testable import HeedService

@Suite("A queue that is stopped and started")
struct QueueRestartTests {
  @Test("is as it was: order, versions, leases, fences, agents, keys and counts")
  func everything() async throws {
    let service = try QueueService()
    for number in 1...6 {
      try service.enqueue("T-\(number)", ["normal", "high", "critical"][number % 3])
      service.time.pass(60)
    }
    try service.json("PUT", "/agents/ada", #"{"desks":["general","senior"],"state":"away"}"#, status: 201)
    try service.json(
      "POST", "/queue", QueueService.ticket("T-7"), fields: [("Idempotency-Key", "k")], status: 201)
    let done = try service.claim("bob", desks: ["first-response"])
    try service.json("POST", "/queue/claims/\(done.fence)/complete")
    let leased = try service.claim("bob", desks: ["senior"], lease: 600)
    try service.json("DELETE", "/queue/T-6", status: 204)
    try service.json("PATCH", "/queue/T-7", #"{"ticket":{"severity":"low"}}"#)
    let ids = (1...7).map { "T-\($0)" }
    func shown() throws -> [JSONTree] {
      // Forecasts are made anew.
      try ids.map { id in
        guard case .object(var ticket) = try service.json("GET", "/queue/\(id)") else { return .null }
        ticket["wait"] = nil
        return .object(ticket)
      }
    }
    let (line, tickets, claims) = (try service.line(), try shown(), try service.json("GET", "/queue/claims"))
    let agents = try service.json("GET", "/agents")

    try await service.restart()
    #expect(try service.line() == line)
    #expect(try shown() == tickets)
    #expect(try service.json("GET", "/queue/claims") == claims)
    #expect(
      try service.json("GET", "/agents")["agents"].array?.map { $0["agent"] } == ["ada", "bob"].map(JSONTree.string))
    #expect(try service.json("GET", "/agents")["agents"].array?[0] == agents["agents"].array?[0])
    try service.expectBalance(accepted: 7)
    // What was said before is known still.
    #expect(try service.send("POST", "/queue", QueueService.ticket("T-1", "high")).status == 200)
    try service.json(
      "POST", "/queue", QueueService.ticket("T-8"), fields: [("Idempotency-Key", "k")], status: 409)
    try service.json("POST", "/queue/claims/\(done.fence)/complete", status: 409)
    try service.json("POST", "/queue/claims/\(leased.fence)/extend", #"{"lease_seconds":60}"#)
    let next = try service.claim("bob")
    #expect(next.fence > leased.fence && next.fence > done.fence)
  }

  @Test("A lease that ended meanwhile is over")
  func expired() async throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let fence = try service.claim("ada", lease: 60).fence
    await service.running.service.drain()
    service.time.pass(120)
    try await service.restart()
    try service.eventually("it waits again") { try service.line() == ["T-1"] }
    try service.json("POST", "/queue/claims/\(fence)/complete", status: 409)
    #expect(try service.claim("bob").fence > fence)
  }

  @Test("Fences go on where they were, though nobody has one")
  func fences() async throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    for fence in 1...3 {
      #expect(try service.claim().fence == fence)
      try service.json("POST", "/queue/claims/\(fence)/release")
    }
    try await service.restart()
    #expect(try service.claim().fence == 4)
    #expect(try service.json("GET", "/queue/T-1")["attempts"] == .number(4))
  }
}
