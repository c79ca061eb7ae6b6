import TestSupport
import Testing

@testable import HeedService

@Suite("What the queue refuses")
struct QueueRefusalTests {
  @Test(
    "Fields that are wrong are named",
    arguments: [
      ("/queue/claims", "{}", ["/agent"]), ("/queue/claims", #"{"agent":null}"#, ["/agent"]),
      ("/queue/claims", #"{"agent":7}"#, ["/agent"]), ("/queue/claims", #"{"agent":""}"#, ["/agent"]),
      ("/queue/claims", #"{"agent":"a\u0007"}"#, ["/agent"]), ("/queue/claims", "[]", [""]),
      ("/queue/claims", "null", [""]),
      ("/queue/claims", #"{"agent":"a","desks":[]}"#, ["/desks"]),
      ("/queue/claims", #"{"agent":"a","desks":"general"}"#, ["/desks"]),
      ("/queue/claims", #"{"agent":"a","desks":["b",7,""]}"#, ["/desks/1", "/desks/2"]),
      ("/queue/claims", #"{"agent":"a","desks":["b"],"lease_seconds":0}"#, ["/lease_seconds"]),
      ("/queue/claims", #"{"agent":"a","desks":["b"],"lease_seconds":3601}"#, ["/lease_seconds"]),
      ("/queue/claims", #"{"agent":"a","desks":["b"],"wait_seconds":-1}"#, ["/wait_seconds"]),
      ("/queue/claims", #"{"agent":"a","desks":["b"],"wait_seconds":61}"#, ["/wait_seconds"]),
      ("/queue/claims/1/extend", #"{"lease_seconds":"long"}"#, ["/lease_seconds"]),
      ("/queue/claims/1/extend", "[]", [""]),
      ("/agents/a", "{}", ["/desks"]), ("/agents/a", #"{"desks":null}"#, ["/desks"]),
      ("/agents/a", #"{"desks":["b"],"state":"busy"}"#, ["/state"]),
      ("/agents/a", #"{"desks":{},"state":1}"#, ["/desks", "/state"]),
    ])
  func fields(_ path: String, _ body: String, _ pointers: [String]) throws {
    let service = try QueueService()
    let problem = try service.json(path.hasPrefix("/agents") ? "PUT" : "POST", path, body, status: 422)
    #expect(problem["type"] == .string("urn:heed:problem:invalid-field"))
    #expect(problem["errors"].array?.map { $0["pointer"] } == pointers.map(JSONTree.string), "\(problem)")
    #expect(try service.json("GET", "/agents")["agents"].array?.isEmpty == true)
  }

  @Test("More desks than an agent can have are refused")
  func manyDesks() throws {
    let service = try QueueService()
    func desks(_ count: Int) -> String { (1...count).map { "\"d\($0)\"" }.joined(separator: ",") }
    try service.json("PUT", "/agents/a", "{\"desks\":[\(desks(65))]}", status: 422)
    try service.json("PUT", "/agents/a", "{\"desks\":[\(desks(64))]}", status: 201)
  }

  @Test("JSON that is broken, or has a key twice, is refused with its place")
  func json() throws {
    let service = try QueueService()
    for (method, path) in [
      ("POST", "/queue"), ("POST", "/queue/claims"), ("POST", "/queue/claims/1/extend"), ("PUT", "/agents/a"),
    ] {
      for body in ["{", #"{"agent":"a","agent":"b"}"#, " "] {
        let problem = try service.json(method, path, body, status: 400)
        #expect(problem["type"] == .string("urn:heed:problem:invalid-json"), "\(method) \(path) \(body)")
      }
    }
  }

  @Test("A name that is too long is refused")
  func longName() throws {
    let service = try QueueService()
    let body = #"{"desks":["general"]}"#
    try service.json("PUT", "/agents/\(String(repeating: "a", count: 129))", body, status: 422)
    try service.json("PUT", "/agents/%07", body, status: 422)
    try service.json("PUT", "/agents/\(String(repeating: "a", count: 128))", body, status: 201)
  }

  @Test(
    "A parameter that is not known, wrong or there twice is refused",
    arguments: [
      "limit=0", "limit=1001", "limit=ten", "limit=", "cursor=", "cursor=1.2.3", "cursor=zzzzzzzzzzzzzzz.1.1.1",
      "include=x",
      "desks=general", "desk=a&desk=b", "cursor=0.0.0.0.0",
    ])
  func parameters(_ query: String) throws {
    let service = try QueueService()
    let problem = try service.json("GET", "/queue?\(query)", status: 422)
    let name = String(query.prefix { $0 != "=" })
    #expect(problem["detail"].string?.contains("the parameter \(name): ") == true)
  }

  @Test("A query that is no text is refused", arguments: ["desk=%ff", "desk=%", "%00=a"])
  func badQuery(_ query: String) throws {
    let service = try QueueService()
    try service.json("GET", "/queue?\(query)", status: 400)
  }

  @Test("A service without a data folder scores, and says that it keeps no queue")
  func none() throws {
    let running = try RunningService()
    for (method, path) in [
      ("POST", "/queue"), ("GET", "/queue"), ("GET", "/queue/T"), ("PATCH", "/queue/T"), ("DELETE", "/queue/T"),
      ("POST", "/queue/claims"), ("GET", "/queue/stats"), ("PUT", "/agents/a"), ("GET", "/agents"),
      ("POST", "/queue/claims/1/complete"),
    ] {
      let body = method == "GET" || method == "DELETE" ? nil : [UInt8](QueueService.ticket("T").utf8)
      let answer = try #require(running.client.request(method, path, body: body))
      #expect(answer.status == 503 && answer["Retry-After"] != nil, "\(method) \(path)")
      #expect(answer.body.contains("urn:heed:problem:queue-unavailable"), "\(method) \(path)")
    }
    let decision = try JSONTree(
      json: try #require(running.client.post("/score", [UInt8](QueueService.ticket("T").utf8))).content)
    #expect(decision["wait"]["basis"] == .string("promise-only"))
    #expect(running.client.get("/readyz")?.status == 200)
    #expect(running.client.get("/health")?.body.contains("\"queue\"") == false)
  }

  @Test("A key needs the scope queue, and that is enough")
  func scope() throws {
    let folder = try TemporaryFolder()
    let service = try KeyedService { $0.data = folder.path("data") }
    func send(_ key: String, _ method: String, _ path: String, _ body: String?) -> Int? {
      service.running.client.request(
        method, path, fields: [("X-API-Key", service.key(key))], body: body.map { [UInt8]($0.utf8) })?.status
    }
    let requests = [
      ("PUT", "/agents/ada", #"{"desks":["general"]}"#, 201), ("POST", "/queue", QueueService.ticket("T-1"), 201),
      ("GET", "/queue/T-1", nil, 200), ("PATCH", "/queue/T-1", #"{"ticket":{"channel":"chat"}}"#, 200),
      ("POST", "/queue/claims", #"{"agent":"ada"}"#, 201), ("GET", "/queue/claims", nil, 200),
      ("POST", "/queue/claims/1/extend", nil, 200), ("POST", "/queue/claims/1/complete", nil, 200),
      ("GET", "/queue/stats", nil, 200), ("DELETE", "/agents/ada", nil, 204),
    ]
    for (method, path, body, status) in requests {
      for other in ["score", "metrics"] { #expect(send(other, method, path, body) == 403, "\(method) \(path)") }
      #expect(send("", method, path, body) == 401, "\(method) \(path)")
      #expect(send("queue", method, path, body) == status, "\(method) \(path)")
    }
    #expect(send("queue", "POST", "/score", QueueService.ticket("T-1")) == 403)
  }
}
