import Foundation
import FrontDoors
import Synchronization
import TestSupport
import Testing

@testable import HeedService

/// The whole way: from a request to the service to what a receiver gets over a socket, and what operators see of it.
@Suite("Writing back")
struct WriteBackServiceTests {
  /// A service that tells a receiver of everything, with the folder of its secret.
  private struct Setting {
    let service: QueueService
    let receiver: NoticeReceiver
    private let folder: TemporaryFolder

    init(_ manner: @escaping @Sendable (Notice, Int) -> NoticeReceiver.Manner = { _, _ in .answer(204) }) throws {
      let receiver = NoticeReceiver(manner)
      folder = try TemporaryFolder()
      let secret = SecretSource.file(try folder.write("0123456789abcdef0123\n", to: "secret"))
      var target = WriteBackSamples.target("bus", port: receiver.port)
      target.secret = Secret([])
      let entry = WriteBackConfiguration.Entry(target: target, secret: secret)
      service = try QueueService { $0.writeBack.entries = [entry] }
      self.receiver = receiver
    }

    /// What came and was taken of a ticket, once so many have.
    func taken(_ ticket: String, _ count: Int) -> [Notice] {
      let end = Date().addingTimeInterval(30)
      while true {
        let taken = receiver.requests.filter { $0.isTaken && $0.ticket == ticket }
        if taken.count >= count || Date() > end { return taken.compactMap { Notice(id: $0.id, json: $0.body) } }
        usleep(3000)
      }
    }

    /// Waits until `GET /outbox` shows so many messages, and returns all that it shows.
    func outbox(_ query: String, _ count: Int) throws -> JSONTree {
      let end = Date().addingTimeInterval(30)
      while true {
        let shown = try service.json("GET", "/outbox\(query)")
        if shown["messages"].array?.count == count || Date() > end { return shown }
        usleep(3000)
      }
    }
  }

  @Test("A ticket's whole life is told, in order, as it was decided")
  func life() throws {
    let setting = try Setting()
    let service = setting.service
    let decision = try service.enqueue("T-1")
    let body = #"{"ticket":{"severity":"critical"}}"#
    try service.json("PATCH", "/queue/T-1", body)
    // The same again changes nothing, and is not told.
    try service.json("PATCH", "/queue/T-1", body)
    let first = try service.claim(desks: ["first-response"]).fence
    try service.json("POST", "/queue/claims/\(first)/release")
    let second = try service.claim(desks: ["first-response"]).fence
    try service.json("POST", "/queue/claims/\(second)/complete")
    let told = setting.taken("T-1", 6)
    #expect(told.map(\.event) == [.decided, .changed, .taken, .waiting, .taken, .done])
    #expect(told.map(\.facts.state) == [.waiting, .waiting, .leased, .waiting, .leased, .done])
    #expect(told.map(\.facts.tier) == ["standard"] + Array(repeating: "critical", count: 5))
    #expect(told.map(\.previousTier) == [nil, "standard", nil, nil, nil, nil])
    #expect(told.first?.facts.tierRank == 3 && told.last?.facts.tierRank == 0 && told.last?.facts.tierCount == 4)
    #expect(told.first.map { .number($0.facts.score) } == decision["score"])
    #expect(told.first.map { .string($0.facts.desk) } == decision["desk"])
    #expect(told.allSatisfy { $0.arrivedAt == RunningService.time })
    try service.enqueue("T-2")
    try service.json("DELETE", "/queue/T-2", status: 204)
    #expect(setting.taken("T-2", 2).map(\.event) == [.decided, .abandoned])
    #expect(try setting.outbox("", 0)["messages"].array == [])
  }

  @Test("What was given up is shown, with what it says, and sent again under the same id, one or all")
  func deadLetters() throws {
    let isMended = Mutex(false)
    let setting = try Setting { _, _ in isMended.withLock { $0 } ? .answer(200) : .answer(422) }
    let service = setting.service
    for number in 1...3 { try service.enqueue("T-\(number)") }
    let shown = try setting.outbox("?state=dead&target=bus", 3)
    let ids = shown["messages"].array?.compactMap { $0["id"].string } ?? []
    try #require(ids.count == 3)
    let message = try service.json("GET", "/outbox/\(ids[0])")
    #expect(message["ticket"] == .string("T-1") && message["event"] == .string("ticket.decided"))
    #expect(message["state"] == .string("dead") && message["last_status"] == .number(422))
    #expect(message["next_at"] == .null && message["target"] == .string("bus"))
    #expect(message["payload"]["data"]["ticket"] == .string("T-1"))
    let figures = shown["targets"].array?.first
    #expect(figures?["dead"] == .number(3) && figures?["pending"] == .number(0))
    #expect(figures?["circuit"] == .string("closed") && figures?["system"] == .string("webhook"))
    isMended.withLock { $0 = true }
    #expect(try service.json("POST", "/outbox/\(ids[0])/resend")["resent"] == .number(1))
    #expect(setting.taken("T-1", 1).map(\.id) == [ids[0]])
    try service.json("DELETE", "/outbox/\(ids[1])", status: 204)
    let all = try service.json("POST", "/outbox/resend?target=bus")
    #expect(all["resent"] == .number(1) && all["complete"] == .bool(true))
    #expect(setting.taken("T-3", 1).map(\.id) == [ids[2]])
    #expect(try setting.outbox("", 0)["messages"].array == [])
    #expect(!setting.receiver.requests.contains { $0.ticket == "T-2" && $0.isTaken })
    for path in ["/outbox/\(ids[1])", "/outbox/msg_none"] { #expect(try service.send("GET", path).status == 404) }
    #expect(try service.send("POST", "/outbox/msg_none/resend").status == 404)
    #expect(try service.send("DELETE", "/outbox/msg_none").status == 404)
  }

  @Test("The list has pages, and refuses what it does not know")
  func pages() throws {
    let setting = try Setting { _, _ in .answer(410) }
    for number in 1...5 { try setting.service.enqueue("T-\(number)") }
    _ = try setting.outbox("?state=dead", 5)
    var (tickets, query, pages) = ([String](), "?limit=2", 0)
    while pages < 10 {
      let page = try setting.service.json("GET", "/outbox\(query)")
      tickets += page["messages"].array?.compactMap { $0["ticket"].string } ?? []
      pages += 1
      guard let cursor = page["next_cursor"].string else { break }
      query = "?limit=2&cursor=\(cursor)"
    }
    #expect(pages == 3 && Set(tickets) == Set((1...5).map { "T-\($0)" }) && tickets.count == 5)
    for query in ["?state=gone", "?limit=0", "?cursor=x", "?cursor=-1", "?colour=red"] {
      #expect(try setting.service.send("GET", "/outbox\(query)").status == 422, "\(query)")
    }
    #expect(try setting.service.send("POST", "/outbox/resend").status == 422)
  }

  @Test("Metrics have what is pending, dead, sent and left alone")
  func metrics() throws {
    let setting = try Setting { notice, _ in notice.facts.ticket == "T-1" ? .answer(204) : .answer(503) }
    let service = setting.service
    try service.enqueue("T-1")
    _ = setting.taken("T-1", 1)
    for number in 2...9 { try service.enqueue("T-\(number)") }
    let end = Date().addingTimeInterval(30)
    var text = ""
    while !text.contains(#"heed_outbox_circuit_open{target="bus"} 1"#) || !text.contains("pending{target=\"bus\"} 8"),
      Date() < end
    {
      // Counts are taken anew when a second has passed.
      service.time.pass(1.1)
      service.queue.writeBack?.wake()
      text = try service.send("GET", "/metrics").body
    }
    #expect(text.contains(#"heed_outbox_pending{target="bus"} 8"#), "\(text)")
    #expect(text.contains(#"heed_outbox_dead{target="bus"} 0"#))
    #expect(text.contains(#"heed_outbox_sent_total{target="bus",result="delivered"} 1"#))
    #expect(text.contains(#"heed_outbox_circuit_open{target="bus"} 1"#))
    #expect(text.contains(#"heed_outbox_oldest_seconds{target="bus"}"#))
  }

  @Test("Erasing a customer forgets what was to be told of their tickets")
  func erasure() throws {
    let setting = try Setting { _, _ in .answer(503) }
    let service = setting.service
    try service.json("PUT", "/customers/c-1", #"{"tenure_days":100}"#, status: 201)
    try service.json(
      "POST", "/queue", #"{"ticket":{"id":"T-1","severity":"high"},"customer":{"id":"c-1"}}"#, status: 201)
    try service.enqueue("T-2")
    #expect(try setting.outbox("", 2)["messages"].array?.count == 2)
    #expect((200..<300).contains(try service.send("DELETE", "/customers/c-1").status))
    let left = try setting.outbox("", 1)["messages"].array?.compactMap { $0["ticket"].string }
    #expect(left == ["T-2"])
  }

  @Test("What was not taken before a restart is sent after it, under the same id")
  func restart() async throws {
    let isUp = Mutex(false)
    let setting = try Setting { _, _ in isUp.withLock { $0 } ? .answer(200) : .close }
    try setting.service.enqueue("T-1")
    try setting.service.json("DELETE", "/queue/T-1", status: 204)
    let before = try setting.outbox("?state=pending", 2)["messages"].array?.compactMap { $0["id"].string }
    isUp.withLock { $0 = true }
    setting.service.time.pass(5)
    try await setting.service.restart()
    let told = setting.taken("T-1", 2)
    #expect(told.map(\.event) == [.decided, .abandoned] && told.map(\.id) == before)
  }
}
