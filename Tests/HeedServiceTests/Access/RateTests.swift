import Foundation
import TestSupport
import Testing

@testable import HeedService

/// Rate limits over real connections. Rates are so low that nothing comes back while a test runs.
@Suite("Rate limits")
struct RateTests {
  private let slow = RateSettings(requestsPerSecond: 0.01, burst: 3)

  @Test("A key has its burst, then 429 that says when to come again; other keys have their own")
  func keys() throws {
    let service = try KeyedService { $0.access.rate = slow }
    for left in [2, 1, 0] {
      let answer = try #require(service.score(key: service.key("score")))
      #expect(answer.status == 200)
      #expect(answer["RateLimit-Limit"] == "3" && answer["RateLimit-Remaining"] == "\(left)")
      #expect((Int(answer["RateLimit-Reset"] ?? "") ?? 0) > (2 - left) * 100)
    }
    let refused = try #require(service.score(key: service.key("score")))
    #expect(refused.status == 429 && refused["RateLimit-Remaining"] == "0" && refused["RateLimit-Limit"] == "3")
    #expect((90...100).contains(Int(refused["Retry-After"] ?? "") ?? 0))
    #expect(refused.body.contains("urn:heed:problem:too-many-requests"))
    #expect(service.score(key: service.key("admin"))?.status == 200)
  }

  @Test("All routes that ask for a key count, whatever comes of the request; those that are open do not")
  func routes() throws {
    let service = try KeyedService { $0.access.rate = slow }
    let client = service.running.client
    let admin = [("X-API-Key", service.key("admin"))]
    for path in ["/livez", "/readyz", "/openapi.yaml", "/nothing", "/livez"] {
      let answer = try #require(client.request("GET", path, fields: admin))
      #expect(answer.status == (path == "/nothing" ? 404 : 200) && answer["RateLimit-Limit"] == nil)
    }
    #expect(client.request("GET", "/health", fields: admin)?["RateLimit-Remaining"] == "2")
    #expect(service.score(admin, body: "{}")?["RateLimit-Remaining"] == "1")
    #expect(client.request("GET", "/score", fields: admin)?["RateLimit-Remaining"] == "0")
    #expect(client.request("GET", "/metrics", fields: admin)?.status == 429)
  }

  @Test("A key's own rate goes before the configuration's, and 0 means no limit")
  func own() throws {
    let service = try KeyedService { $0.access.rate = slow }
    let free = try service.file.create(.init(name: "free", scopes: .init(.score), rate: RateSettings()), now: 0)
    #expect(try KeyedService.eventually { service.score(key: free.text)?.status == 200 })
    for _ in 0..<5 {
      let answer = try #require(service.score(key: free.text))
      #expect(answer.status == 200 && answer["RateLimit-Limit"] == nil)
    }
    let unlimited = try KeyedService()
    #expect(unlimited.score(key: unlimited.key("score"))?["RateLimit-Limit"] == nil)
    #expect((0..<4).map { _ in unlimited.score(key: unlimited.key("slow"))?.status } == [200, 200, 200, 429])
  }

  @Test("Reading the file anew gives nobody a fresh burst")
  func reload() throws {
    let service = try KeyedService()
    for _ in 0..<3 { _ = service.score(key: service.key("slow")) }
    let generation = try #require(service.running.service.access.keys).generation
    _ = try service.file.revoke("both")
    service.running.service.reload()
    #expect(try #require(service.running.service.access.keys).generation > generation)
    #expect(service.score(key: service.key("slow"))?.status == 429)
  }

  @Test("A batch counts as its items, and as a burst at most", arguments: [true, false])
  func batch(_ isLines: Bool) throws {
    let service = try KeyedService { $0.access.rate = RateSettings(requestsPerSecond: 0.01, burst: 10) }
    func send(_ count: Int, _ key: String) -> Client.Answer? {
      let items = [String](repeating: #"{"ticket":{"id":"T"}}"#, count: count)
      let body = isLines ? items.joined(separator: "\n") : "[\(items.joined(separator: ","))]"
      let type = ("Content-Type", isLines ? "application/x-ndjson" : "application/json")
      return service.score([("X-API-Key", service.key(key)), type], path: "/score/batch", body: body)
    }
    #expect(send(4, "score")?["RateLimit-Remaining"] == "6")
    let refused = try #require(send(7, "score"))
    #expect(refused.status == 429 && refused["Retry-After"] != nil)
    // The refused batch has cost one request.
    #expect(send(5, "score")?["RateLimit-Remaining"] == "0")
    #expect(send(1, "score")?.status == 429)
    let great = try #require(send(50, "both"))
    #expect(great.status == 200 && great["RateLimit-Remaining"] == "0")
    #expect(send(0, "admin")?["RateLimit-Remaining"] == "9")
  }

  @Test("Without keys an address has a rate, on all its connections together")
  func addresses() throws {
    let running = try RunningService { $0.access.rate = slow }
    let body = [UInt8](#"{"ticket":{"id":"T"}}"#.utf8)
    #expect((0..<4).map { _ in running.client.post("/score", body)?.status } == [200, 200, 200, 429])
    #expect(running.client.get("/health")?.status == 429)
    #expect(running.client.get("/livez")?.status == 200)
  }

  @Test("Keys that are not good are answered 429 after a while; good ones from the same address are let in")
  func badKeys() throws {
    let service = try KeyedService { $0.access.badKeys = slow }
    let wrong = APIKey.random().text
    #expect((0..<4).map { _ in service.score(key: wrong)?.status } == [401, 401, 401, 429])
    #expect(service.running.client.request("GET", "/health", fields: [("X-API-Key", "x")])?.status == 429)
    #expect(service.score([])?.status == 401)
    #expect(service.score(key: service.key("score"))?.status == 200)
  }

  @Test("A request is counted once, though its head and its body come apart")
  func once() throws {
    let service = try KeyedService()
    let client = service.running.client
    client.send(
      "POST /score HTTP/1.1\r\nHost: a\r\nX-API-Key: \(service.key("slow"))\r\nContent-Length: 21\r\n\r\n")
    usleep(100_000)
    client.send(#"{"ticket":{"id":"T"}}"#)
    #expect(client.read()?["RateLimit-Remaining"] == "2")
  }
}
