import TestSupport
import Testing

@testable import HeedService

@Suite("Events")
struct EventTests {
  @Test("Whoever listens is told what becomes of each ticket, in its order")
  func life() throws {
    let service = try QueueService()
    let listener = try EventListener(service)
    let hello = try listener.next()
    #expect(hello.name == "hello")
    #expect(hello.data["waiting"].number == 0 && hello.data["policy"]["phase"].string == "relative")
    try service.enqueue("T-1", "critical")
    let came = try listener.next("ticket")
    #expect(came.data["ticket"].string == "T-1" && came.data["state"].string == "waiting")
    #expect(came.data["tier"].string == "critical" && came.data["version"].number == 1)
    try service.json("PATCH", "/queue/T-1", #"{"ticket":{"severity":"low"}}"#)
    let moved = try listener.next("ticket").data
    #expect(moved["tier"].string == "standard" && moved["version"].number == 2 && moved["state"].string == "waiting")
    let fence = try service.claim("agent-7", desks: [try #require(moved["desk"].string)]).fence
    #expect(try listener.next("ticket").data["state"].string == "leased")
    try service.json("POST", "/queue/claims/\(fence)/release")
    #expect(try listener.next("ticket").data["state"].string == "waiting")
    let again = try service.claim("agent-7", desks: [try #require(moved["desk"].string)]).fence
    #expect(try listener.next("ticket").data["state"].string == "leased")
    try service.json("POST", "/queue/claims/\(again)/complete")
    #expect(try listener.next("ticket").data["state"].string == "done")
    try service.enqueue("T-2")
    #expect(try listener.next("ticket").data["ticket"].string == "T-2")
    #expect(try service.send("DELETE", "/queue/T-2").status == 204)
    #expect(try listener.next("ticket").data["state"].string == "abandoned")
  }

  @Test("A lease that ends by itself is told")
  func expiry() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.claim("agent-7", desks: ["general"])
    let listener = try EventListener(service)
    service.time.pass(service.queue.configuration.leaseSeconds + 1)
    let event = try listener.next("ticket").data
    #expect(event["ticket"].string == "T-1" && event["state"].string == "waiting")
  }

  @Test("Whoever comes back is sent what was missed, and told to begin anew where that is not known")
  func missed() throws {
    let service = try QueueService()
    let first = try EventListener(service)
    try service.enqueue("T-1")
    let id = try #require(try first.next("ticket").id)
    try service.enqueue("T-2")
    try service.enqueue("T-3")
    let second = try EventListener(service, after: id)
    #expect(try second.next("ticket", "reset").data["ticket"].string == "T-2")
    #expect(try second.next("ticket", "reset").data["ticket"].string == "T-3")
    for unknown in ["1-1", "x", "-", "\(id)0", String(id.dropLast())] {
      #expect(try EventListener(service, after: unknown).next("ticket", "reset").name == "reset", "\(unknown)")
    }
  }

  @Test("Whoever missed more than is worth sending is told to begin anew, and goes on from there")
  func missedMuch() throws {
    let service = try QueueService()
    let first = try EventListener(service)
    try service.enqueue("T-0")
    let id = try #require(try first.next("ticket").id)
    let client = service.running.client
    for number in 1...1500 {
      #expect(client.post("/queue", Array(QueueService.ticket("T-\(number)").utf8))?.status == 201)
    }
    let second = try EventListener(service, after: id)
    #expect(try second.next("ticket", "reset").name == "reset")
    try service.enqueue("T-9999")
    #expect(try second.next("ticket", "reset").data["ticket"].string == "T-9999")
  }

  @Test("Events of one desk are those of tickets there, and of those that go elsewhere")
  func desk() throws {
    let service = try QueueService()
    let listener = try EventListener(service, "?desk=general")
    _ = try listener.next("hello")
    try service.enqueue("T-1", "critical")
    try service.enqueue("T-2")
    #expect(try listener.next("ticket").data["ticket"].string == "T-2")
    try service.json("PATCH", "/queue/T-2", #"{"ticket":{"severity":"critical"}}"#)
    #expect(try listener.next("ticket").data["desk"].string == "first-response")
  }

  @Test("Numbers are told when they have changed")
  func numbers() throws {
    let service = try QueueService()
    let listener = try EventListener(service)
    _ = try listener.next("hello")
    try service.enqueue("T-1")
    let stats = try listener.next("stats").data
    #expect(stats["waiting"].number == 1 && stats["leased"].number == 0)
    #expect(try service.metric("heed_event_streams") == 1)
  }

  @Test("What a transaction that fails would have done is not told")
  func rolledBack() throws {
    let service = try QueueService()
    let listener = try EventListener(service)
    try service.enqueue("T-1")
    #expect(try service.send("POST", "/queue", #"{"ticket":{"id":"T-1","severity":"high"}}"#).status == 409)
    try service.enqueue("T-2")
    #expect(try listener.next("ticket").data["ticket"].string == "T-1")
    #expect(try listener.next("ticket").data["ticket"].string == "T-2")
  }

  @Test("A service that stops ends the streams")
  func stop() async throws {
    let service = try QueueService()
    let client = service.running.client
    try #require(client.openStream("/events")?.status == 200)
    await service.running.service.drain()
    #expect(client.readChunks() != nil)
  }
}
