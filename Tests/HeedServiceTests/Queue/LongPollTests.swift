import TestSupport
import Testing

@testable import HeedService

@Suite("Claims that wait for a ticket")
struct LongPollTests {
  @Test("An enqueue wakes the one that came first, and no other")
  func enqueue() throws {
    let service = try QueueService()
    let first = try service.waitingClaim("ada")
    let second = try service.waitingClaim("bob")
    try service.enqueue("T-1")
    let claimed = try JSONTree(json: try #require(first.read()).content)
    #expect(claimed.claimed == "T-1" && claimed["claim"]["agent"] == .string("ada"))
    try service.enqueue("T-2")
    #expect(try JSONTree(json: try #require(second.read()).content).claimed == "T-2")
    try service.expectBalance(accepted: 2)
  }

  @Test("A ticket of another desk wakes nobody of this one")
  func otherDesk() throws {
    let service = try QueueService()
    let general = try service.waitingClaim("ada", desks: ["general"])
    let senior = try service.waitingClaim("bob", desks: ["senior", "first-response"])
    try service.enqueue("T-1", "critical")
    #expect(try JSONTree(json: try #require(senior.read()).content).claimed == "T-1")
    try service.enqueue("T-2")
    #expect(try JSONTree(json: try #require(general.read()).content).claimed == "T-2")
  }

  @Test("A ticket that is given back wakes one")
  func release() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let fence = try service.claim("ada").fence
    let waiting = try service.waitingClaim("bob")
    try service.json("POST", "/queue/claims/\(fence)/release")
    #expect(try JSONTree(json: try #require(waiting.read()).content).claimed == "T-1")
  }

  @Test("A lease that ends by itself wakes one")
  func expiry() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.claim("ada", lease: 60)
    let waiting = try service.waitingClaim("bob")
    service.time.pass(61)
    #expect(try JSONTree(json: try #require(waiting.read()).content).claimed == "T-1")
  }

  @Test("A PATCH that moves a ticket to the desk wakes one")
  func patch() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let waiting = try service.waitingClaim("bob", desks: ["senior"])
    try service.json("PATCH", "/queue/T-1", #"{"ticket":{"severity":"high"}}"#)
    let claimed = try JSONTree(json: try #require(waiting.read()).content)
    #expect(claimed.claimed == "T-1" && claimed["ticket"]["tier"] == .string("urgent"))
    #expect(claimed["ticket"]["version"] == .number(2))
  }

  @Test("When the patience is over the answer is 204, and no ticket is lost to whoever has gone")
  func patience() throws {
    let service = try QueueService()
    let waiting = try service.waitingClaim("ada", seconds: 0.5)
    #expect(waiting.read()?.status == 204)
    try service.enqueue("T-1")
    #expect(try service.claim("bob").claimed == "T-1")
  }

  @Test("A drain ends the wait at once")
  func drain() async throws {
    let service = try QueueService { $0.drain.pauseSeconds = 0.2 }
    let waiting = try service.waitingClaim("ada")
    await service.running.service.drain()
    // It came before the connection closed.
    #expect(waiting.read()?.status == 204)
  }
}
