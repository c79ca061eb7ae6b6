import TestSupport
import Testing

@testable import HeedService

@Suite("Those who wait are scored again")
struct RescorerTests {
  @Test("when a customer changes: each of its tickets, waiting or with an agent, and nobody else's")
  func customer() throws {
    let service = try QueueService()
    for (id, customer) in [("T-1", "c-1"), ("T-2", "c-2"), ("T-3", "c-1")] {
      try service.json("POST", "/queue", #"{"ticket":{"id":"\#(id)"},"customer":{"id":"\#(customer)"}}"#, status: 201)
      service.time.pass(1)
    }
    #expect(try service.claim().claimed == "T-1")
    try service.put("c-1", #"{"customer":{"lifetime_value":1000000,"tenure_days":9000,"loyalty_level":"gold"}}"#)
    for id in ["T-1", "T-3"] {
      try service.eventually("\(id) has its new score") {
        try service.json("GET", "/queue/\(id)")["decision"].points["value"] ?? 0 > 11
      }
    }
    #expect(try service.json("GET", "/queue/T-2")["version"] == .number(1))
    #expect(try service.state("T-1") == "leased")
    let figures = service.queue.rescorer.figures
    #expect(figures.rescored == 2 && figures.moved == 2)
  }

  @Test("when there are many, page by page, and a cause that changes nothing moves nobody")
  func pages() throws {
    let service = try QueueService()
    let count = 250
    for number in 0..<count {
      try service.json("POST", "/queue", #"{"ticket":{"id":"T-\#(number)"},"customer":{"id":"c-1"}}"#, status: 201)
    }
    try service.put("c-1", "{}")
    try service.eventually("all are looked at") { service.queue.rescorer.figures.rescored == count }
    #expect(service.queue.rescorer.figures.moved == 0)
    try service.put("c-1", #"{"customer":{"lifetime_value":1000000}}"#, status: 200)
    func line() throws -> [JSONTree] {
      try service.json("GET", "/queue?include=decision&limit=1000")["tickets"].array ?? []
    }
    // They are counted a page at a time, before they have their places.
    try service.eventually("all move") { try line().allSatisfy { $0["decision"].points["value"] ?? 0 > 11 } }
    #expect(service.queue.rescorer.figures.moved == count)
    #expect(
      try line().map { $0["ticket"].string } == (0..<count).map { "T-\($0)" }, "alike, they stay in their order")
  }

  @Test("and whoever changes a ticket meanwhile is not undone")
  func patches() throws {
    let service = try QueueService()
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-1"},"customer":{"id":"c-1"}}"#, status: 201)
    for round in 1...20 {
      try service.json(
        "PUT", "/customers/c-1", #"{"customer":{"lifetime_value":\#(round * 1000)}}"#, status: round == 1 ? 201 : 200)
      let severity = round.isMultiple(of: 2) ? "low" : "high"
      let decision = try service.json("PATCH", "/queue/T-1", #"{"ticket":{"severity":"\#(severity)"}}"#)
      #expect(decision.factor("severity")["source"] == .string("ticket"))
    }
    try service.eventually("the last of both hold") {
      let decision = try service.json("GET", "/queue/T-1")["decision"]
      let expected = try service.scored(#""id":"c-1""#, ticket: #""id":"T-1","severity":"low""#)
      return decision.outcome == expected.outcome
    }
  }
}
