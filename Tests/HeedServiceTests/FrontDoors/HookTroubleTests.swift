import Foundation
import FrontDoors
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

/// Who may call hooks, and what they answer when much comes at once, or nothing can be kept.
@Suite("Hooks in trouble")
struct HookTroubleTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func post(
    _ body: String, to name: String, key: String? = nil, _ running: RunningService
  ) -> Client.Answer? {
    let fields = [("Content-Type", "application/json")] + (key.map { [("X-API-Key", $0)] } ?? [])
    return running.client.request("POST", "/hooks/\(name)", fields: fields, body: Array(body.utf8))
  }

  @Test("Without a secret an API key of the scope queue is needed where keys are; with one, a signature and no key")
  func keys() throws {
    let secret = SecretSource.file(try folder.write(Webhook.secret, to: "secret"))
    let data = folder.path("data")
    let service = try KeyedService { configuration in
      configuration.data = data
      configuration.hooks["chatwoot"]?.secret = secret
    }
    let running = service.running
    let body = #"{"id":"T-1"}"#
    #expect(post(body, to: "generic", running)?.status == 401)
    #expect(post(body, to: "generic", key: service.key("expired"), running)?.status == 401)
    for scope in ["score", "customers", "metrics"] {
      #expect(post(body, to: "generic", key: service.key(scope), running)?.status == 403, "\(scope)")
    }
    #expect(post(body, to: "none", running)?.status == 401, "who has no key is not told which hooks there are")
    #expect(post(body, to: "none", key: service.key("queue"), running)?.status == 404)
    let queue = [("X-API-Key", service.key("queue"))]
    #expect(running.client.request("GET", "/queue/T-1", fields: queue)?.status == 404)
    #expect(post(body, to: "generic", key: service.key("queue"), running)?.status == 200)
    #expect(running.client.request("GET", "/queue/T-1", fields: queue)?.status == 200)

    let call = Webhook(.chatwoot).call(at: RunningService.time)
    func answer(_ call: HookCall) -> Client.Answer? {
      running.client.request("POST", call.path, fields: call.fields.map { ($0, $1) }, body: Array(call.body.utf8))
    }
    // A key does not stand for the signature.
    let unsigned = Webhook(.chatwoot).call.with("X-API-Key", service.key("admin"))
    #expect(answer(unsigned)?.status == 403)
    #expect(running.client.request("GET", "/queue/chatwoot-207", fields: queue)?.status == 404)
    #expect(answer(call)?.status == 200)
    #expect(running.client.request("GET", "/queue/chatwoot-207", fields: queue)?.status == 200)
    // Nothing else is open because of it.
    #expect(running.client.request("GET", "/hooks/chatwoot")?.status == 405)
    #expect(running.client.request("GET", "/queue/chatwoot-207")?.status == 401)
  }

  @Test("An address that sends too many wrong signatures is told so; a right one is taken all the same")
  func tooManyWrong() throws {
    let secret = SecretSource.file(try folder.write(Webhook.secret, to: "secret"))
    let data = folder.path("data")
    let running = try KeyedService { configuration in
      configuration.data = data
      configuration.hooks["generic"]?.secret = secret
      configuration.badges.secret = secret
      configuration.access.badKeys = RateSettings(requestsPerSecond: 0.01, burst: 3)
    }.running
    let wrong = "/badges/T-1.svg?expires=9&signature=00"
    #expect(running.client.get(wrong)?.status == 403)
    for status in [403, 403, 429, 429] {
      let answer = try #require(post(#"{"id":"T-1"}"#, to: "generic", running))
      #expect(answer.status == status, "\(answer)")
      #expect((Int(answer["Retry-After"] ?? "") ?? 0 > 0) == (status == 429), "\(answer)")
    }
    #expect(running.client.get(wrong)?.status == 429)
    let call = Webhook(.generic).call(at: RunningService.time)
    let fields = call.fields.map { ($0, $1) }
    #expect(running.client.request("POST", call.path, fields: fields, body: Array(call.body.utf8))?.status == 200)
  }

  @Test("The same delivery on eight connections at once makes one ticket", arguments: [true, false])
  func atOnce(_ hasDelivery: Bool) throws {
    let service = try QueueService { $0.threads = 2 }
    for round in 1...20 {
      let body = #"{"id":"T-\#(round)","severity":"high"}"#
      let delivery = hasDelivery ? "webhook-id: d-\(round)\r\n" : ""
      let clients = (0..<8).map { _ in service.running.client }
      DispatchQueue.concurrentPerform(iterations: 8) { index in
        clients[index].send(
          "POST /hooks/generic HTTP/1.1\r\nHost: a\r\n\(delivery)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
      let answers = try clients.map { try #require($0.read()) }
      #expect(answers.allSatisfy { $0.status == 200 }, "\(answers)")
      let told = try answers.map { try JSONTree(json: $0.content) }
      #expect(told.count { $0["duplicate"] == .bool(false) } == 1, "\(told)")
      #expect(told.allSatisfy { $0["action"].string == "enqueued" && $0["tier"].string == "urgent" }, "\(told)")
    }
    try service.expectBalance(accepted: 20)
    #expect(try service.line().count == 20)
  }

  @Test("News about a ticket that come at once are all done")
  func newsAtOnce() throws {
    let service = try QueueService { $0.threads = 2 }
    try service.enqueue("T-1")
    let severities = ["low", "normal", "high", "critical"]
    let clients = severities.map { _ in service.running.client }
    for (client, severity) in zip(clients, severities) {
      let body = #"{"id":"T-1","severity":"\#(severity)","event":"ticket.updated"}"#
      client.send("POST /hooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
    for client in clients {
      let answer = try #require(client.read())
      #expect(try answer.status == 200 && JSONTree(json: answer.content)["action"].string == "updated", "\(answer)")
    }
  }

  @Test("Where the store is not there it is 503, to be sent again; a hook that only scores goes on")
  func noStore() throws {
    // A file stands where the folder should be.
    let path = try folder.write("", to: "data")
    let running = try RunningService { configuration in
      configuration.data = path
      configuration.hooks["score"] = HookConfiguration(system: .generic)
      configuration.hooks["score"]?.action = .score
    }
    for event in ["created", "updated", "closed", "canceled"] {
      let answer = try #require(post(#"{"id":"T-1","event":"ticket.\#(event)"}"#, to: "generic", running))
      #expect(answer.status == 503 && answer.mediaType == "application/problem+json", "\(answer)")
      #expect(Int(answer["Retry-After"] ?? "") ?? 0 > 0, "\(answer)")
    }
    let scored = try #require(post(#"{"id":"T-1","severity":"high"}"#, to: "score", running))
    #expect(scored.status == 200 && scored.body.contains(#""tier":"urgent""#), "\(scored)")
  }

  @Test("Without a folder for data it is 503, too")
  func noQueue() throws {
    let answer = try #require(post(#"{"id":"T-1"}"#, to: "generic", try RunningService()))
    #expect(answer.status == 503 && answer["Retry-After"] == "60", "\(answer)")
  }

  @Test("A store that fails has it sent again, and that is done once", arguments: [true, false])
  func failing(isDurable: Bool) throws {
    let faulty = try FaultyQueue(folder.path("data"))
    defer { faulty.stop() }
    let hook = try Hook(name: "generic", HookConfiguration(system: .generic))
    let policy = LoadedPolicy.standard
    func answer(_ action: HookOrder.Action, _ body: String) -> Answer {
      let order = HookOrder(
        action: action, event: "", ticket: "T-1", request: action == .complete ? [] : Array(body.utf8),
        delivery: "\(action)")
      let work = HookWork(
        order: order, hook: hook, policy: policy, tierSlots: policy.policy.settings.tiers.indices.map { $0 },
        now: Instant(secondsSince1970: faulty.time.wall), fixedTime: nil, mostBytes: 65_536, reader: MetricsShard())
      let pending = PendingAnswer()
      work.carryOut(action, in: faulty.queue) { answer, _ in pending.take(answer) }
      return pending.wait()
    }
    let requests: [(HookOrder.Action, String)] = [
      (.enqueue, #"{"ticket":{"id":"T-1"}}"#), (.update, #"{"ticket":{"id":"T-1","severity":"high"}}"#),
      (.complete, ""),
    ]
    for (action, body) in requests {
      let error = StorageError(.failed, "the disk fails", mayBeDurable: isDurable)
      faulty.store.fail(isDurable ? .durable(error) : .failing(error), times: 1)
      let failed = answer(action, body)
      #expect(failed.status == 503 && failed["Retry-After"] != nil, "\(action): \(failed.text)")
      faulty.store.recover()
      #expect(comesTrue { faulty.queue.status == .ready })
      // What became durable although nobody was told is a duplicate.
      let again = answer(action, body)
      #expect(again.status == 200, "\(action): \(again.text)")
      #expect(again.text.contains(#""duplicate":\#(isDurable)"#), "\(action): \(again.text)")
      #expect(!again.text.contains("ignored"), "\(action): \(again.text)")
    }
    #expect(try faulty.counts() == TicketCounts(done: 1))
  }
}
