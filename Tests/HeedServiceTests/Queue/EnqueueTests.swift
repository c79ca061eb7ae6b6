import TestSupport
import Testing

@testable import HeedService

@Suite("Enqueueing")
struct EnqueueTests {
  @Test("A ticket is decided as by /score, waits, and is found where the answer says")
  func enqueue() throws {
    let service = try QueueService()
    let body = QueueService.ticket("T-1", "high")
    let scored = try service.json("POST", "/score", body)
    let answer = try service.send("POST", "/queue", body)
    #expect(answer.status == 201)
    #expect(answer["ETag"] == "\"1\"" && answer["Location"] == "/queue/T-1")
    let decision = try JSONTree(json: answer.content)
    // But for the wait, where it is the desk's first: from now on it has a line.
    let (mine, theirs) = (decision.object ?? [:], scored.object ?? [:])
    #expect(mine.filter { $0.key != "wait" } == theirs.filter { $0.key != "wait" })
    #expect(decision["wait"]["position"] == .number(1) && decision["wait"]["basis"] == .string("no-agent"))
    let ticket = try service.json("GET", "/queue/T-1")
    #expect(ticket["decision"] == decision)
    for (name, value) in [("state", "waiting"), ("tier", "urgent"), ("desk", "senior")] {
      #expect(ticket[name] == .string(value))
    }
    #expect(ticket["score"] == decision["score"] && ticket["attempts"] == .number(0))
    #expect(try service.line() == ["T-1"])
  }

  @Test("The same request again has the same answer and changes nothing, whatever has become of the ticket")
  func repeated() throws {
    let service = try QueueService()
    let body = QueueService.ticket("T-1")
    let first = try service.send("POST", "/queue", body)
    let again = try service.send("POST", "/queue", body)
    #expect(again.status == 200 && again.body == first.body)
    #expect(again["ETag"] == first["ETag"] && again["Location"] == first["Location"])
    try service.expectBalance(accepted: 1)
    try service.json("POST", "/queue/claims/\(try service.claim().fence)/complete")
    #expect(try service.send("POST", "/queue", body).body == first.body)
    #expect(try service.state("T-1") == "done")
    try service.expectBalance(accepted: 1)
  }

  @Test("The same id with another body is refused, and the ticket stays as it was")
  func otherBody() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let problem = try service.json("POST", "/queue", QueueService.ticket("T-1", "critical"), status: 409)
    #expect(problem["type"] == .string("urn:heed:problem:conflict"))
    #expect(try service.json("GET", "/queue/T-1")["tier"] == .string("standard"))
  }

  @Test("After a PATCH the first request is still known as the ticket's, and has the decision that holds now")
  func repeatedAfterPatch() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let patched = try service.json("PATCH", "/queue/T-1", #"{"ticket":{"severity":"critical"}}"#)
    let again = try service.send("POST", "/queue", QueueService.ticket("T-1"))
    #expect(again.status == 200 && again["ETag"] == "\"2\"")
    #expect(try JSONTree(json: again.content) == patched)
  }

  @Test("An Idempotency-Key is good for one request")
  func idempotencyKey() throws {
    let service = try QueueService()
    let key = [("Idempotency-Key", "call 7")]
    let body = QueueService.ticket("T-1")
    let first = try service.send("POST", "/queue", body, fields: key)
    #expect(first.status == 201)
    let again = try service.send("POST", "/queue", body, fields: key)
    #expect(again.status == 200 && again.body == first.body)
    try service.json("POST", "/queue", QueueService.ticket("T-2"), fields: key, status: 409)
    #expect(try service.send("GET", "/queue/T-2").status == 404)
    try service.json("POST", "/queue", QueueService.ticket("T-2"), fields: [("Idempotency-Key", "call 8")], status: 201)
    try service.expectBalance(accepted: 2)
  }

  @Test("A key that is empty, too long or there twice is refused", arguments: [0, 256])
  func badKey(_ length: Int) throws {
    let service = try QueueService()
    let key = ("Idempotency-Key", String(repeating: "k", count: length))
    try service.json("POST", "/queue", QueueService.ticket("T-1"), fields: [key], status: 400)
    let good = ("Idempotency-Key", "k")
    try service.json("POST", "/queue", QueueService.ticket("T-1"), fields: [good, good], status: 400)
    try service.expectBalance(accepted: 0)
  }

  @Test("A ticket that is refused does not wait")
  func refused() throws {
    let service = try QueueService()
    let problem = try service.json(
      "POST", "/queue", #"{"ticket":{"id":"T-1","severity":"awful"}}"#, status: 422)
    #expect(problem["errors"].array?.first?["pointer"] == .string("/ticket/severity"))
    #expect(try service.send("GET", "/queue/T-1").status == 404)
  }

  @Test("Where as many wait as may, the next is refused until one is taken")
  func full() throws {
    let service = try QueueService { $0.queue.mostWaiting = 2 }
    try service.enqueue("T-1")
    try service.enqueue("T-2")
    let answer = try service.send("POST", "/queue", QueueService.ticket("T-3"))
    #expect(answer.status == 503 && answer["Retry-After"] != nil)
    // What is there already is not one more.
    #expect(try service.send("POST", "/queue", QueueService.ticket("T-2")).status == 200)
    try service.claim()
    try service.enqueue("T-3")
  }
}
