import TestSupport
import Testing

@testable import HeedService

@Suite("Claims and leases")
struct ClaimTests {
  @Test("A claim is a lease with a fence; the ticket is no longer in the line")
  func claim() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    service.time.pass(30)
    let claimed = try service.claim("ada", lease: 60)
    #expect(claimed.claimed == "T-1" && claimed.fence == 1)
    #expect(claimed["claim"]["agent"] == .string("ada"))
    #expect(claimed["claim"]["leased_at"] == .string("2026-11-22T07:00:30Z"))
    #expect(claimed["claim"]["leased_until"] == .string("2026-11-22T07:01:30Z"))
    #expect(claimed["ticket"]["state"] == .string("leased") && claimed["ticket"]["waited_seconds"] == .number(30))
    #expect(claimed["ticket"]["decision"]["ticket"] == .string("T-1"))
    #expect(try service.line() == [])
    #expect(try service.claim("bob") == .null)
    let claims = try service.json("GET", "/queue/claims")["claims"].array ?? []
    #expect(claims.map { $0["claim"] } == [claimed["claim"]])
    try service.expectBalance(accepted: 1)
  }

  @Test("Without a time the lease is the configuration's")
  func usualLease() throws {
    let service = try QueueService { $0.queue.leaseSeconds = 90 }
    try service.enqueue("T-1")
    #expect(try service.claim()["claim"]["leased_until"] == .string("2026-11-22T07:01:30Z"))
  }

  @Test("An agent who is known need not name the desks; of one who is not, none are known")
  func desks() throws {
    let service = try QueueService()
    try service.enqueue("T-1", "high")
    let problem = try service.json("POST", "/queue/claims", #"{"agent":"ada"}"#, status: 422)
    #expect(problem["errors"].array?.first?["pointer"] == .string("/desks"))
    try service.json("PUT", "/agents/ada", #"{"desks":["general","senior"]}"#, status: 201)
    #expect(try service.claim("ada", desks: nil).claimed == "T-1")
  }

  @Test("A ticket that is done is over, and its fence with it")
  func complete() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let fence = try service.claim().fence
    service.time.pass(20)
    let done = try service.json("POST", "/queue/claims/\(fence)/complete")
    #expect(done["ticket"]["state"] == .string("done") && done.fence == fence)
    #expect(done["ticket"]["finished_at"] == .string("2026-11-22T07:00:20Z"))
    for action in ["complete", "release", "extend"] {
      let problem = try service.json("POST", "/queue/claims/\(fence)/\(action)", status: 409)
      #expect(problem["type"] == .string("urn:heed:problem:stale-fence"))
    }
    #expect(try service.claim() == .null)
    let ticket = try service.json("GET", "/queue/T-1")
    #expect(ticket["claim"]["fence"] == .number(Double(fence)) && ticket["wait"] == .null)
    try service.expectBalance(accepted: 1)
  }

  @Test("A ticket that is given back has its old place, and another fence the next time")
  func release() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    service.time.pass(60)
    try service.enqueue("T-2")
    let first = try service.claim()
    service.time.pass(60)
    let back = try service.json("POST", "/queue/claims/\(first.fence)/release")
    #expect(back["ticket"]["state"] == .string("waiting") && back["claim"] == .null)
    #expect(back["ticket"]["waited_seconds"] == .number(120))
    #expect(try service.line() == ["T-1", "T-2"])
    let second = try service.claim("bob")
    #expect(second.claimed == "T-1" && second.fence > first.fence)
    #expect(second["ticket"]["attempts"] == .number(2))
    try service.json("POST", "/queue/claims/\(first.fence)/complete", status: 409)
    try service.json("POST", "/queue/claims/\(second.fence)/complete")
  }

  @Test("A lease that ends by itself gives the ticket back; whoever comes with its fence comes too late")
  func expiry() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let first = try service.claim("ada", lease: 60)
    service.time.pass(59.9)
    #expect(try service.claim("bob") == .null)
    service.time.pass(0.2)
    try service.eventually("it waits again") { try service.line() == ["T-1"] }
    let second = try service.claim("bob")
    #expect(second.claimed == "T-1" && second.fence > first.fence)
    for action in ["complete", "release", "extend"] {
      try service.json("POST", "/queue/claims/\(first.fence)/\(action)", status: 409)
    }
    #expect(try service.state("T-1") == "leased")
    #expect(try service.metric("heed_queue_leases_expired_total") == 1)
    try service.expectBalance(accepted: 1)
  }

  @Test("An extended lease goes on from now, for longer or shorter than before")
  func extend() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let fence = try service.claim("ada", lease: 60).fence
    service.time.pass(50)
    let longer = try service.json("POST", "/queue/claims/\(fence)/extend", #"{"lease_seconds":600}"#)
    #expect(longer["claim"]["leased_until"] == .string("2026-11-22T07:10:50Z"))
    service.time.pass(500)
    #expect(try service.claim("bob") == .null)
    // Without a body, for as long as a new claim.
    let usual = try service.json("POST", "/queue/claims/\(fence)/extend")
    #expect(usual["claim"]["leased_until"] == .string("2026-11-22T07:14:10Z"))
    try service.json("POST", "/queue/claims/\(fence)/extend", #"{"lease_seconds":1}"#)
    service.time.pass(1.1)
    #expect(try service.claim("bob").claimed == "T-1")
  }

  @Test(
    "A fence that was never given out is not found",
    arguments: ["2", "0", "-1", "abc", "99999999999999999999", "1%20", "%31x"])
  func unknownFence(_ fence: String) throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.claim()
    for action in ["complete", "release", "extend"] {
      let problem = try service.json("POST", "/queue/claims/\(fence)/\(action)", status: 404)
      #expect(problem["type"] == .string("urn:heed:problem:not-found"))
    }
    #expect(try service.state("T-1") == "leased")
  }

  @Test("Many agents at once get a ticket each, and each fence is given out once")
  func contention() throws {
    let service = try QueueService()
    for number in 1...20 { try service.enqueue("T-\(number)") }
    let clients = (0..<25).map { _ in service.running.client }
    let body = #"{"agent":"a","desks":["general"]}"#
    for client in clients {
      client.send(
        "POST /queue/claims HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
    let answers = try clients.map { try #require($0.read()) }
    #expect(answers.count { $0.status == 204 } == 5)
    let claims = try answers.filter { $0.status == 201 }.map { try JSONTree(json: $0.content) }
    #expect(Set(claims.map(\.fence)) == Set(1...20))
    #expect(Set(claims.compactMap(\.claimed)).count == 20)
    try service.expectBalance(accepted: 20)
  }
}
