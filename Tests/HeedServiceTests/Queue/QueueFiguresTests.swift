import TestSupport
import Testing

@testable import HeedService

@Suite("Statistics and metrics of the queue")
struct QueueFiguresTests {
  @Test("They count what happened, and agree")
  func counts() throws {
    let service = try QueueService()
    for number in 1...8 { try service.enqueue("T-\(number)", number % 2 == 0 ? "high" : "normal") }
    service.time.pass(1000)
    for _ in 1...2 {
      let fence = try service.claim("ada", desks: ["senior"]).fence
      try service.json("POST", "/queue/claims/\(fence)/complete")
    }
    let given = try service.claim("ada", desks: ["general"]).fence
    try service.json("POST", "/queue/claims/\(given)/release")
    try service.claim("bob", desks: ["general"])
    try service.json("DELETE", "/queue/T-7", status: 204)

    let stats = try service.json("GET", "/queue/stats")
    for (name, count) in [("waiting", 4.0), ("leased", 1), ("done", 2), ("abandoned", 1), ("agents_present", 2)] {
      #expect(stats[name] == .number(count), "\(name)")
    }
    #expect(stats["since_start"]["accepted"] == .number(8) && stats["since_start"]["released"] == .number(1))
    let lanes = stats["lanes"].array ?? []
    #expect(lanes.map { $0["desk"] } == ["general", "senior"].map(JSONTree.string))
    #expect(lanes.map { $0["waiting"] } == [.number(2), .number(2)])
    // Of the urgent ones nobody was answered within 900 s; of the standard one the first claim counts, once.
    #expect(lanes.map { $0["started"] } == [.number(1), .number(2)])
    #expect(lanes.map { $0["promises_kept"] } == [.number(1), .number(0)])
    #expect(lanes.map { $0["oldest_seconds"] } == [.number(1000), .number(1000)])
    #expect(lanes[1]["worst_share_of_promise"] == .number(1.111))

    let urgent = #"desk="senior",tier="urgent",promise="900""#
    for (name, value) in [
      ("heed_queue_up", 1.0), ("heed_queue_accepted_total", 8), ("heed_queue_done_total", 2),
      ("heed_queue_abandoned_total", 1), ("heed_queue_released_total", 1), ("heed_queue_claims", 1),
      (#"heed_queue_agents{state="busy"}"#, 1), (#"heed_queue_agents{state="idle"}"#, 1),
      ("heed_queue_waiting{\(urgent)}", 2), (#"heed_queue_promises_total{\#(urgent),kept="false"}"#, 2),
      (#"heed_queue_promises_total{\#(urgent),kept="true"}"#, 0), (#"heed_store_errors_total{kind="full"}"#, 0),
    ] {
      #expect(try service.metric(name) == value, "\(name)")
    }
    // Every command that changed something, and no fewer.
    let commands = try service.metric("heed_store_commit_commands_sum") ?? 0
    #expect(commands >= 8 + 4 + 3 + 1)
  }

  @Test("A ticket that goes before others that came earlier has overtaken them")
  func overtaken() throws {
    let service = try QueueService()
    try service.json("POST", "/queue", #"{"ticket":{"id":"p","unresolved_contacts":3}}"#, status: 201)
    service.time.pass(100)
    try service.enqueue("u", "high")
    service.time.pass(400)
    #expect(try service.claim("ada", desks: ["senior"]).claimed == "u")
    let lanes = try service.json("GET", "/queue/stats")["lanes"].array ?? []
    #expect(lanes.map { $0["tier"] } == ["urgent", "priority"].map(JSONTree.string))
    #expect(lanes.map { $0["overtaken"] } == [.number(1), .number(0)])
  }

  @Test("Desks and tiers stand in labels as they are, quotes and all")
  func labels() throws {
    let folder = try TemporaryFolder()
    let desk = #"d"\ä"#
    try folder.write(
      #"{"population": "none", "topics": "none", "tiers": [{"name": "all", "from": 0, "promise_seconds": 60, "desk": "d\"\\ä"}]}"#,
      to: "policy.yaml")
    let service = try QueueService { $0.policy = folder.path("policy.yaml") }
    let decision = try service.enqueue("T-1")
    #expect(decision["desk"] == .string(desk))
    #expect(try service.metric(#"heed_queue_waiting{desk="d\"\\ä",tier="all",promise="60"}"#) == 1)
  }

  @Test("Health has the queue")
  func health() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.enqueue("T-2")
    try service.claim()
    let health = try service.json("GET", "/health")["queue"]
    #expect(health["status"] == .string("ready") && health["reason"] == .null)
    for name in ["waiting", "leased", "agents"] { #expect(health[name] == .number(1)) }
  }
}
