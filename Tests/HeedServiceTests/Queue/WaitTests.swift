import TestSupport
import Testing

@testable import HeedService

@Suite("How long a ticket would wait")
struct WaitTests {
  /// What `/score` says of a normal ticket.
  private func wait(_ service: QueueService) throws -> JSONTree {
    try service.json("POST", "/score", QueueService.ticket("T-0"))["wait"]
  }

  @Test("/score says where the ticket would stand, and enqueues nothing")
  func bases() throws {
    let service = try QueueService()
    let unknown = try wait(service)
    #expect(unknown["basis"] == .string("promise-only") && unknown["position"] == .null)
    #expect(unknown["suggested_seconds"].number.map { $0 > 12_000 } == true)

    let first = try service.json("POST", "/queue", QueueService.ticket("T-1"), status: 201)["wait"]
    #expect(first["basis"] == .string("no-agent") && first["position"] == .number(1))
    try service.enqueue("T-2")
    try service.eventually("nobody is there") { try wait(service)["basis"] == .string("no-agent") }
    let nobody = try wait(service)
    #expect(nobody["position"] == .number(3) && nobody["suggested_seconds"] == .null && nobody["p50_seconds"] == .null)

    try service.json("PUT", "/agents/ada", #"{"desks":["general"]}"#, status: 201)
    try service.eventually("somebody is there") { try wait(service)["basis"] == .string("queue") }
    let queued = try wait(service)
    let (p50, p90) = (queued["p50_seconds"].number ?? -1, queued["p90_seconds"].number ?? -1)
    #expect(queued["position"] == .number(3) && queued["suggested_seconds"] == queued["p50_seconds"])
    #expect(0 < p50 && p50 <= p90)

    try service.json("PUT", "/agents/ada", #"{"desks":["general"],"state":"away"}"#)
    try service.eventually("nobody is there any more") { try wait(service)["basis"] == .string("no-agent") }
    #expect(try service.line() == ["T-1", "T-2"])
    try service.expectBalance(accepted: 2)
  }

  @Test("Where an agent is free and nobody is ahead, there is no wait")
  func idle() throws {
    let service = try QueueService()
    try service.json("PUT", "/agents/ada", #"{"desks":["general"]}"#, status: 201)
    try service.eventually("somebody is free") { try wait(service)["basis"] == .string("idle-agent") }
    let idle = try wait(service)
    for name in ["suggested_seconds", "p50_seconds", "p90_seconds"] { #expect(idle[name] == .number(0)) }
    #expect(idle["position"] == .number(1))
  }

  @Test("A desk that no ticket and no agent was ever at promises only, also while others have a line")
  func otherDesk() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let high = try service.json("POST", "/score", QueueService.ticket("T-2", "high"))["wait"]
    #expect(high["basis"] == .string("promise-only"))
  }

  @Test("Waits are held against what was forecast at the enqueue, in statistics and metrics")
  func comparison() throws {
    let service = try QueueService()
    try service.json("PUT", "/agents/ada", #"{"desks":["general"]}"#, status: 201)
    try service.enqueue("T-1")
    try service.eventually("the forecast goes by the line") { try wait(service)["basis"] == .string("queue") }
    let forecast = try service.enqueue("T-2")["wait"]["p50_seconds"].number ?? -1
    try service.json("DELETE", "/queue/T-1", status: 204)
    service.time.pass(100)
    try service.claim("ada")
    let lane = try #require(try service.json("GET", "/queue/stats")["lanes"].array?.first)
    #expect(lane["started"] == .number(1) && lane["promises_kept"] == .number(1))
    #expect(lane["mean_wait_seconds"] == .number(100))
    #expect(lane["forecast"]["compared"] == .number(1))
    let error = try #require(lane["forecast"]["mean_error_seconds"].number)
    #expect(abs(error - (forecast - 100)) <= 1)
    #expect(lane["forecast"]["mean_absolute_error_seconds"].number == abs(error))
    let labels = #"{desk="general",tier="standard",promise="14400"}"#
    #expect(try service.metric("heed_queue_forecast_compared_total\(labels)") == 1)
    #expect(try service.metric("heed_queue_wait_seconds_total\(labels)") == 100)
  }
}
