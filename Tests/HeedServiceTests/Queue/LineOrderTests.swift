import TestSupport
import Testing

@testable import HeedService

@Suite("The order of the line")
struct LineOrderTests {
  /// A queue in which ten minutes pass between two tickets.
  private func mixed() throws -> QueueService {
    let service = try QueueService()
    for (id, severity) in [("s-1", "normal"), ("u-1", "high"), ("s-2", "normal"), ("c-1", "critical"), ("u-2", "high")]
    {
      try service.enqueue(id, severity)
      service.time.pass(600)
    }
    return service
  }

  @Test("Whoever has used up most of the promise is first, over tiers and desks")
  func order() throws {
    let service = try mixed()
    #expect(try service.line() == ["c-1", "u-1", "u-2", "s-1", "s-2"])
    let tickets = try service.json("GET", "/queue")["tickets"].array ?? []
    let urgencies = tickets.compactMap { $0["urgency"].number }
    #expect(urgencies == urgencies.sorted(by: >) && urgencies.count == 5)
    // (1200 s + head start) of 300 s.
    #expect((4...4.1).contains(urgencies[0]))
  }

  @Test("An agent of several desks takes them in that order, one of a single desk takes its own")
  func claims() throws {
    let service = try mixed()
    #expect(try service.claim("ada", desks: ["senior"]).claimed == "u-1")
    let desks = ["general", "senior", "first-response"]
    #expect(try (0..<4).map { _ in try service.claim("bob", desks: desks).claimed } == ["c-1", "u-2", "s-1", "s-2"])
    #expect(try service.claim("bob", desks: desks) == .null)
  }

  @Test("Nobody is overtaken for ever: a ticket of the lowest tier comes to be the most urgent")
  func overtaking() throws {
    let service = try QueueService()
    try service.enqueue("s-1", "low")
    service.time.pass(14_400)
    try service.enqueue("u-1", "high")
    service.time.pass(600)
    // 15,000 s of 14,400 s against 600 s of 900 s.
    #expect(try service.line() == ["s-1", "u-1"])
  }

  @Test("Within a tier the head start decides between tickets that come at the same time, and the arrival otherwise")
  func headStart() throws {
    let service = try QueueService()
    try service.enqueue("low", "low")
    try service.enqueue("normal", "normal")
    #expect(try service.line() == ["normal", "low"])
    service.time.pass(1400)
    try service.enqueue("late", "normal")
    #expect(try service.line() == ["normal", "low", "late"])
  }

  @Test("Desk and tier filter, and the count is that of what is asked for")
  func filters() throws {
    let service = try mixed()
    #expect(try service.line("?desk=senior") == ["u-1", "u-2"])
    #expect(try service.line("?tier=standard") == ["s-1", "s-2"])
    #expect(try service.line("?desk=senior&tier=standard") == [])
    #expect(try service.json("GET", "/queue?desk=senior")["waiting"] == .number(2))
    #expect(try service.json("GET", "/queue?limit=1")["waiting"] == .number(5))
    #expect(try service.line("?desk=nobody%20serves+this") == [])
  }

  @Test("Tickets have their decision only where it is asked for")
  func decisions() throws {
    let service = try mixed()
    #expect(try service.json("GET", "/queue")["tickets"].array?[0]["decision"] == .null)
    let ticket = try #require(try service.json("GET", "/queue?include=decision&limit=1")["tickets"].array?.first)
    #expect(ticket["decision"]["ticket"] == .string("c-1"))
  }

  @Test("Pages show all who wait, once each, though the line changes meanwhile", arguments: [1, 2, 3, 7])
  func pages(_ limit: Int) throws {
    let service = try QueueService()
    let severities = ["low", "normal", "high", "critical"]
    for number in 1...12 {
      try service.enqueue("T-\(number)", severities[number % 4])
      service.time.pass(60)
    }
    let before = try service.line()
    var (shown, query, pages) = ([String](), "?limit=\(limit)", 0)
    while true {
      let page = try service.json("GET", "/queue" + query)
      let ids = page["tickets"].array?.compactMap { $0["ticket"].string } ?? []
      #expect(ids.count <= limit)
      shown += ids
      pages += 1
      guard let cursor = page["next_cursor"].string else { break }
      query = "?limit=\(limit)&cursor=\(cursor)"
      // Somebody comes, somebody who was shown goes, and time turns the order round.
      if pages <= 4 { try service.enqueue("new-\(pages)", severities[pages % 4]) }
      try service.json("DELETE", "/queue/\(ids[0])", status: 204)
      service.time.pass(3600)
    }
    #expect(shown.filter { $0.hasPrefix("T-") } == before)
    #expect(Set(shown).count == shown.count)
  }
}
