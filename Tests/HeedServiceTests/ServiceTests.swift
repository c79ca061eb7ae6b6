import Foundation
import HTTPServer
import Logging
import TestSupport
import Testing

@testable import HeedService

@Suite("The running service")
struct ServiceTests {
  private func object(_ answer: Client.Answer?) throws -> [String: Any] {
    let body = try #require(answer).body
    return try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
  }

  @Test("A ticket is decided")
  func score() throws {
    let running = try RunningService()
    let answer = running.client.post("/score", try Repository.bytes("config/samples/example.json"))
    #expect(answer?.status == 200)
    let decision = try object(answer)
    #expect(decision["tier"] as? String == "priority")
    #expect(decision["desk"] as? String == "social-care")
    let factors = try #require(decision["factors"] as? [[String: Any]])
    let sum = factors.compactMap { $0["points"] as? Double }.reduce(0, +)
    #expect(factors.count == 7)
    #expect(abs(sum - (decision["score"] as? Double ?? -1)) < 1e-9)
  }

  @Test(
    "The greatest numbers that are allowed are decided",
    arguments: [
      #""purchases":{"count":1000000,"first_days_ago":100000,"last_days_ago":0,"average_value":1e12}"#,
      #""purchases":{"count":2,"first_days_ago":0,"last_days_ago":0,"average_value":1e12}"#,
      #""subscription":{"margin_per_year":-1e12,"retention":1}"#, #""lifetime_value":1e12,"tenure_days":100000"#,
      #""conduct":{"founded_claims":1000000,"unfounded_claims":1000000},"observed_at":"0001-01-01T00:00:00Z""#,
    ])
  func extremes(_ customer: String) throws {
    let running = try RunningService()
    let accounts = [String](
      repeating:
        #"{"followers":10000000000,"engagers_90d":10000000000,"posts":10000000000,"age_days":0,"following":10000000000}"#,
      count: 50)
    let body = """
      {"ticket":{"id":"T","unresolved_contacts":10000},"customer":{\(customer)},
       "social":{"consent":true,"declared":{"followers":10000000000},"accounts":[\(accounts.joined(separator: ","))],
                 "story":{"growth_probability":1,"sharers":10000000000,"observed_at":"9999-12-31T23:59:59Z"}}}
      """
    let answer = try #require(running.client.post("/score", [UInt8](body.utf8)))
    #expect(answer.status == 200, "\(answer.body)")
    let score = try object(answer)["score"] as? Double
    #expect((0...100).contains(score ?? -1))
  }

  @Test("Unknown fields come back as warnings")
  func warnings() throws {
    let running = try RunningService()
    let body = [UInt8](#"{"ticket":{"id":"T","mood":"bad"}}"#.utf8)
    let decision = try object(running.client.post("/score", body))
    let warnings = try #require(decision["warnings"] as? [[String: String]])
    #expect(warnings.map { $0["pointer"] } == ["/ticket/mood"])
  }

  @Test("A batch is answered item by item: as an array, and a line each")
  func batch() throws {
    let running = try RunningService { $0.limits.batchItems = 4 }
    let items = [
      #"{"ticket":{"id":"a"}}"#, #"{"ticket":{"id":7}}"#, #"{"ticket":{"id":"c","id":"d"}}"#, #"{"ticket":{"id":"e"}}"#,
    ]
    let array = try #require(
      running.client.post("/score/batch", [UInt8]("[\(items.joined(separator: ","))]".utf8)))
    #expect(array.status == 200)
    let answers = try #require(try JSONSerialization.jsonObject(with: Data(array.body.utf8)) as? [[String: Any]])
    #expect(answers.map { $0["ticket"] as? String } == ["a", nil, nil, "e"])
    #expect(answers.map { $0["status"] as? Int } == [nil, 422, 400, nil])

    let pointers = (answers[2]["errors"] as? [[String: String]])?.map { $0["pointer"] }
    #expect(pointers == ["/ticket/id"])

    let text = items.joined(separator: "\n") + "\n\n"
    let lines = try #require(
      running.client.post("/score/batch", [UInt8](text.utf8), contentType: "application/x-ndjson"))
    #expect(lines.has("Content-Type: application/x-ndjson"))
    let objects = try lines.body.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(objects.map { $0?["ticket"] as? String } == ["a", nil, nil, "e"])
    #expect(objects.map { $0?["status"] as? Int } == [nil, 422, 400, nil])

    let many = "[" + String(repeating: items[0] + ",", count: 4) + items[0] + "]"
    #expect(running.client.post("/score/batch", [UInt8](many.utf8))?.status == 413)
    #expect(running.client.post("/score/batch", [UInt8]("{}".utf8))?.status == 422)
    #expect(running.client.post("/score/batch", [UInt8]("[{]".utf8))?.status == 400)
  }

  @Test("Metrics count what happened, in Prometheus' format")
  func metrics() throws {
    let running = try RunningService()
    let client = running.client
    for _ in 0..<3 { _ = client.post("/score", [UInt8](#"{"ticket":{"id":"T"}}"#.utf8)) }
    _ = client.post("/score", [UInt8]("{}".utf8))
    _ = client.get("/nothing")
    let text = try #require(client.get("/metrics")).body
    for line in [
      #"heed_http_requests_total{route="/score",status="200"} 3"#,
      #"heed_http_requests_total{route="/score",status="422"} 1"#,
      #"heed_http_requests_total{route="unknown",status="404"} 1"#,
      #"heed_http_request_duration_seconds_bucket{route="/score",le="+Inf"} 4"#,
      #"heed_http_request_duration_seconds_count{route="/score"} 4"#,
      #"heed_decisions_total{tier="standard"} 3"#, #"heed_decision_flags_total{flag="no-data"} 3"#,
      "heed_refused_requests_total 1", "heed_policy_reload_failures_total 0",
    ] {
      #expect(text.contains("\(line)\n"), "\(line)")
    }
    let sample = #/[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+/#
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.wholeMatch(of: sample) != nil, "\(line)")
    }
  }

  @Test("Health is a summary for a person; the contract is served as it stands")
  func health() throws {
    let running = try RunningService()
    let health = try object(running.client.get("/health"))
    #expect(health["status"] as? String == "ok")
    #expect((health["policy"] as? [String: Any])?["name"] as? String == "default")
    #expect(try object(running.client.get("/livez"))["status"] as? String == "alive")
    #expect(try object(running.client.get("/readyz"))["status"] as? String == "ready")
    let contract = String(decoding: try Repository.bytes("openapi.yaml"), as: UTF8.self)
    #expect(running.client.get("/openapi.yaml")?.body == contract)
  }

  @Test("A changed policy decides the next requests; a broken one is refused, logged and counted")
  func reload() throws {
    let folder = try TemporaryFolder()
    try folder.write("name: first\npopulation: none\ntopics: none\n", to: "policy.yaml")
    let running = try RunningService(policy: folder.path("policy.yaml"))
    let client = running.client
    func policy() throws -> String? {
      let decision = try object(client.post("/score", [UInt8](#"{"ticket":{"id":"T"}}"#.utf8)))
      return (decision["policy"] as? [String: String])?["name"]
    }
    #expect(try policy() == "first")
    try folder.write("name: second\npopulation: none\ntopics: none\n", to: "policy.yaml")
    try eventually { try policy() == "second" }
    try folder.write("name: third\nphase: wrong\npopulation: none\ntopics: none\n", to: "policy.yaml")
    try eventually {
      client.get("/metrics")?.body.contains("heed_policy_reload_failures_total 1\n") == true
    }
    #expect(try policy() == "second")
    let logged = running.log.lines(from: .error)
    #expect(logged.count == 1 && logged[0].contains("line 2, phase"))
    let health = try object(client.get("/health"))["policy"] as? [String: Any]
    #expect((health?["last_failure"] as? String)?.contains("phase") == true)
  }

  @Test("Draining answers what is under way, and no more")
  func drain() async throws {
    let running = try RunningService { $0.drain.pauseSeconds = 0.5 }
    let client = running.client
    #expect(client.get("/readyz")?.status == 200)
    let service = running.service
    let drained = Task(executorPreference: DispatchExecutor()) { await service.drain() }
    try eventually { running.client.get("/readyz")?.status == 503 }
    #expect(client.post("/score", [UInt8](#"{"ticket":{"id":"T"}}"#.utf8))?.status == 200)
    await drained.value
    #expect(running.client.get("/livez") == nil)
  }

  @Test("It refuses to listen beyond this machine without credentials, unless told so")
  func openAccess() throws {
    var configuration = ServiceConfiguration()
    configuration.policy = Repository.defaultPolicy
    configuration.host = "0.0.0.0"
    #expect(throws: ServiceError.self) { try RunningService { $0.host = "0.0.0.0" } }
    #expect(throws: Never.self) {
      try RunningService {
        $0.host = "0.0.0.0"
        $0.allowOpenAccess = true
      }
    }
    for host in ["127.0.0.1", "localhost"] { #expect(throws: Never.self) { try RunningService { $0.host = host } } }
    for host in ["::", "127.evil.example", "192.0.2.1"] {
      #expect(throws: (any Error).self) { try RunningService { $0.host = host } }
    }
  }

  private func eventually(_ condition: () throws -> Bool) throws {
    #expect(try KeyedService.eventually(condition), "it did not happen within a minute")
  }
}
