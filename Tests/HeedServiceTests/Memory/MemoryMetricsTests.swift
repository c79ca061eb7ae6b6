import TestSupport
import Testing

@testable import HeedService

@Suite("Metrics of what is remembered")
struct MemoryMetricsTests {
  @Test("They count customers, the cache, stories, and tickets scored again")
  func counts() throws {
    let service = try QueueService()
    func expect(_ figures: [String: Double]) throws {
      for (name, value) in figures { #expect(try service.metric(name) == value, "\(name)") }
    }
    try expect(["heed_customers": 0, "heed_stories_watched": 0, "heed_incidents_open": 0, "heed_follower_outage": 0])
    try service.put("c-1", #"{"customer":{"tenure_days":400}}"#)
    try service.put("c-2", #"{"customer":{"tenure_days":40}}"#)
    for _ in 1...3 { _ = try service.scored(#""id":"c-1""#) }
    try service.json("POST", "/stories", #"{"id":"s-1"}"#, status: 201)
    try service.json("POST", "/queue", #"{"ticket":{"id":"T-1"},"customer":{"id":"c-2"}}"#, status: 201)
    try service.put("c-2", #"{"customer":{"tenure_days":4000}}"#, status: 200)
    service.queue.keepUp()
    try expect([
      "heed_customers": 2, "heed_stories_watched": 1, #"heed_customer_cache_requests_total{result="hit"}"#: 2,
      "heed_tickets_rescored_total": 1, "heed_tickets_moved_total": 1, "heed_customer_cache_evictions_total": 0,
    ])
    #expect(try service.metric(#"heed_customer_cache_requests_total{result="miss"}"#) ?? 0 >= 2)
    #expect(try service.metric("heed_customer_cache_entries") ?? 0 >= 1)
    let memory = try service.json("GET", "/health")["memory"]
    #expect(memory["customers"] == .number(2) && memory["stories"] == .number(1))
    #expect(memory["incidents"] == .number(0) && memory["follower_outage"] == .bool(false))
    try service.json("DELETE", "/customers/c-2", status: 204)
    service.queue.keepUp()
    try expect(["heed_customers": 1])
  }

  @Test("Without a store there is nothing of it to tell")
  func noStore() throws {
    let service = try RunningService()
    let text = try #require(service.client.get("/metrics")).body
    #expect(!text.contains("heed_customers") && text.contains("heed_follower_outage 0"))
  }
}
