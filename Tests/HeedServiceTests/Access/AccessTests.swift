import Foundation
import HTTPWire
import Logging
import TestSupport
import Testing

@testable import HeedService

/// Keys over real connections.
@Suite("Access")
struct AccessTests {
  private func basic(_ text: String) -> String { "Basic " + Data(text.utf8).base64EncodedString() }

  @Test("A key is taken as Bearer, as the password of Basic, and as X-API-Key; scheme and field names in any case")
  func schemes() throws {
    let service = try KeyedService()
    let key = service.key("score")
    for fields in [
      [("Authorization", "Bearer \(key)")], [("authorization", "bearer  \(key)")], [("AUTHORIZATION", "BEARER \(key)")],
      [("Authorization", basic("router:\(key)"))], [("Authorization", basic(":\(key)"))],
      [("X-API-Key", key)], [("x-api-key", "  \(key)\t")],
    ] {
      #expect(service.score(fields)?.status == 200, "\(fields[0].0) \(fields[0].1.prefix(8))")
    }
  }

  @Test("What is missing, misspelt, unknown or expired is 401 with challenges; what is said twice is 400")
  func refusals() throws {
    let service = try KeyedService { $0.access.badKeys = RateSettings() }
    let key = service.key("score")
    let cases: [(String, [(String, String)], Int, String)] = [
      ("nothing", [], 401, "needs an API key"),
      ("another scheme", [("Authorization", "Digest x")], 401, "neither Bearer nor Basic"),
      ("no scheme", [("Authorization", key)], 401, "neither Bearer nor Basic"),
      ("an empty key", [("X-API-Key", "")], 401, "not an API key"),
      ("no key", [("Authorization", "Bearer hunter2")], 401, "not an API key"),
      ("a long one", [("X-API-Key", String(repeating: "x", count: 9000))], 401, "not an API key"),
      ("two words", [("Authorization", "Bearer \(key) \(key)")], 401, "not an API key"),
      ("broken base64", [("Authorization", "Basic !!!!")], 401, "not an API key"),
      ("odd base64", [("Authorization", "Basic abc")], 401, "not an API key"),
      ("a scheme alone", [("Authorization", "Basic ")], 401, "neither Bearer nor Basic"),
      ("no colon", [("Authorization", basic(key))], 401, "not an API key"),
      ("the key as the user", [("Authorization", basic("\(key):"))], 401, "not an API key"),
      ("long base64", [("Authorization", basic("a:" + String(repeating: "x", count: 6000)))], 401, "not an API key"),
      ("mistyped", [("X-API-Key", String(key.dropLast()) + (key.hasSuffix("a") ? "b" : "a"))], 401, "mistyped"),
      ("unknown", [("X-API-Key", APIKey.random().text)], 401, "not known"),
      ("expired", [("X-API-Key", service.key("expired"))], 401, "expired"),
      ("two fields", [("X-API-Key", key), ("Authorization", "Bearer \(key)")], 400, "one API key"),
      ("twice", [("X-API-Key", key), ("X-API-Key", service.key("admin"))], 400, "one API key"),
      ("Authorization twice", [("Authorization", "Bearer \(key)"), ("Authorization", "x")], 400, "one API key"),
    ]
    for (name, fields, status, detail) in cases {
      for answer in [service.score(fields), service.running.client.request("GET", "/health", fields: fields)] {
        let answer = try #require(answer, "\(name)")
        #expect(answer.status == status, "\(name)")
        #expect(answer.body.contains(detail), "\(name): \(answer.body)")
        if status == 401 {
          #expect(answer.head.contains("WWW-Authenticate: Bearer realm=\"heed\""), "\(name)")
          #expect(answer.head.contains("WWW-Authenticate: Basic realm=\"heed\""), "\(name)")
        }
      }
    }
  }

  @Test("Each route asks for its scope, admin has all, and what is open stays so", arguments: Route.allCases)
  func scopes(_ route: Route) throws {
    let service = try KeyedService()
    for method in Method.allCases where route.has(method) || route == .unknown && method == .get {
      try scopes(route, method, service)
    }
  }

  private func scopes(_ route: Route, _ method: HTTPWire.Method, _ service: KeyedService) throws {
    let path = route == .unknown ? "/nothing" : "\(route.path)"
    let body = route.body(of: method) == .required ? [UInt8](#"[{"ticket":{"id":"T"}}]"#.utf8) : nil
    let type = route == .importCustomers ? [("Content-Type", "text/csv")] : []
    func status(_ key: String?) -> Int? {
      let fields = type + (key.map { [("Authorization", "Bearer \($0)")] } ?? [])
      return service.running.client.request(method.rawValue, path, fields: fields, body: body)?.status
    }
    // The service keeps no queue, and says so to whom it lets in.
    let good = route == .unknown || route == .hook ? 404 : route == .score ? 422 : route.isStored ? 503 : 200
    guard let needed = route.scope else {
      for key in [nil, "hunter2", service.key("queue")] { #expect(status(key) == good, "\(method)") }
      return
    }
    #expect(status(nil) == 401, "\(method)")
    for scope in Scope.allCases {
      let isAllowed = scope == needed || scope == .admin
      #expect(status(service.key(scope.rawValue)) == (isAllowed ? good : 403), "\(method), \(scope)")
    }
    let isOfBoth = needed == .score || needed == .metrics
    #expect(status(service.key("both")) == (isOfBoth ? good : 403), "\(method)")
    if method == .head { return }
    let other = needed == .metrics ? "queue" : "metrics"
    let forbidden = try #require(
      service.running.client.request(
        method.rawValue, path, fields: type + [("X-API-Key", service.key(other))], body: body))
    // Telephony would read it out.
    if route.dialect == nil { #expect(forbidden.body.contains("the scope \(needed.rawValue)"), "\(method)") }
    #expect(forbidden["WWW-Authenticate"]?.contains(#"scope="\#(needed.rawValue)""#) == true, "\(method)")
    #expect(service.running.client.request("OPTIONS", path)?.status == 204)
  }

  @Test("Without a key no body is awaited: the refusal comes before it, and the connection closes")
  func early() throws {
    let service = try KeyedService()
    for length in [
      "Content-Length: 16000000", "Transfer-Encoding: chunked", "Content-Length: 9\r\nExpect: 100-continue",
    ] {
      let client = service.running.client
      client.send("POST /score/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(length)\r\n\r\n")
      let answer = try #require(client.read())
      #expect(answer.status == 401 && answer["Connection"] == "close")
    }
  }

  @Test("OPTIONS, which asks for no key, is not sent a batch's body", arguments: ["OPTIONS", "PUT"])
  func bodyOfOptions(_ method: String) throws {
    let service = try KeyedService()
    let client = service.running.client
    let fields = "Host: a\r\nX-API-Key: \(service.key("score"))\r\nContent-Length: 1000000\r\nExpect: 100-continue"
    client.send("\(method) /score/batch HTTP/1.1\r\n\(fields)\r\n\r\n")
    #expect(client.read()?.status == 413)
  }

  @Test("Several requests on a connection are each judged by their own key")
  func pipelined() throws {
    let service = try KeyedService()
    let client = service.running.client
    func get(_ key: String) -> String { "GET /health HTTP/1.1\r\nHost: a\r\nX-API-Key: \(key)\r\n\r\n" }
    client.send(get(service.key("metrics")) + get(service.key("score")) + get("x") + get(service.key("admin")))
    #expect((0..<4).map { _ in client.read()?.status } == [200, 403, 401, 200])
  }

  @Test("A key that is made is good, and one that is revoked is not, without a restart")
  func reload() throws {
    let service = try KeyedService()
    let key = try service.file.create(.init(name: "new", scopes: .init(.score)), now: 0)
    #expect(try KeyedService.eventually { service.score(key: key.text)?.status == 200 })
    _ = try service.file.revoke("new")
    #expect(try KeyedService.eventually { service.score(key: key.text)?.status == 401 })
    #expect(service.score(key: service.key("score"))?.status == 200)
  }

  @Test("A broken file leaves the old keys in force, and is logged, counted and shown without what is secret")
  func broken() throws {
    let service = try KeyedService()
    let secret = APIKey.random().text
    try service.write("keys:\n  - {name: x, hash: \(secret)}\n")
    let client = service.running.client
    func metrics() -> String? {
      client.request("GET", "/metrics", fields: [("X-API-Key", service.key("metrics"))])?.body
    }
    #expect(
      try KeyedService.eventually { metrics()?.contains("heed_keys_reload_failures_total 1\n") == true })
    #expect(service.score(key: service.key("score"))?.status == 200)
    let logged = service.running.log.lines(from: .error)
    #expect(logged.count == 1 && logged[0].contains("keys[0].hash") && !logged[0].contains(secret.dropFirst(5)))
    let health = try #require(client.request("GET", "/health", fields: [("X-API-Key", service.key("metrics"))]))
    #expect(health.body.contains("last_failure") && !health.body.contains(secret.dropFirst(5)))
  }

  @Test("Keys let the service listen beyond this machine; a file that is not there does not let it start")
  func start() throws {
    #expect(throws: Never.self) { try KeyedService { $0.host = "0.0.0.0" } }
    #expect(throws: FileError.self) { try RunningService { $0.access.keys = "nowhere.yaml" } }
    let refused = try #require(throws: ServiceError.self) { try RunningService { $0.host = "0.0.0.0" } }
    #expect(refused.description.contains("heed key create --name router --scope score --file config/keys.yaml"))
  }

  @Test("Metrics count who was let in and why others were not, under names from the file alone")
  func metrics() throws {
    let service = try KeyedService()
    for _ in 0..<3 { _ = service.score(key: service.key("score")) }
    _ = service.score([])
    _ = service.score(key: "x")
    _ = service.score(key: service.key("queue"))
    for _ in 0..<4 { _ = service.score(key: service.key("slow")) }
    let fields = [("X-API-Key", service.key("metrics"))]
    let text = try #require(service.running.client.request("GET", "/metrics", fields: fields)).body
    for line in [
      #"heed_http_refused_access_total{reason="no-key"} 1"#, #"heed_http_refused_access_total{reason="bad-key"} 1"#,
      #"heed_http_refused_access_total{reason="scope"} 1"#, #"heed_http_refused_access_total{reason="rate"} 1"#,
      #"heed_http_requests_by_key_total{key="score"} 3"#, #"heed_http_requests_by_key_total{key="slow"} 3"#,
      #"heed_http_requests_by_key_total{key="queue"} 0"#, #"heed_http_requests_total{route="/score",status="401"} 2"#,
      #"heed_http_requests_total{route="/score",status="403"} 1"#,
      #"heed_http_requests_total{route="/score",status="429"} 1"#, "heed_keys 9",
    ] {
      #expect(text.contains("\(line)\n"), "\(line)")
    }
  }

  @Test("No key, hash, password or address is in any answer or in the log")
  func secrets() throws {
    let service = try KeyedService { $0.access.badKeys = RateSettings(requestsPerSecond: 0.01, burst: 2) }
    let wrong = APIKey.random().text
    let shown = service.keys.values.map(\.text) + [wrong, "hunter2-hunter2"]
    var answers: [Client.Answer] = []
    for key in shown {
      for value in [("X-API-Key", key), ("Authorization", "Bearer \(key)"), ("Authorization", basic("me:\(key)"))] {
        for path in ["/health", "/metrics", "/livez", "/openapi.yaml", "/nothing"] {
          answers.append(try #require(service.running.client.request("GET", path, fields: [value])))
        }
        answers.append(try #require(service.score([value, ("Authorization", "Basic x")])))
        for body in [#"{"ticket":{"id":"T"}}"#, "{", "{}"] {
          answers.append(try #require(service.score([value], body: body)))
          answers.append(try #require(service.score([value], path: "/score/batch", body: "[\(body)")))
        }
      }
    }
    _ = try service.file.revoke("slow")
    service.running.service.reload()
    try service.write("keys: [\(wrong)]\n")
    service.running.service.reload()
    let fields = [("X-API-Key", service.key("admin"))]
    answers += ["/health", "/metrics"].compactMap { service.running.client.request("GET", $0, fields: fields) }
    #expect(answers.contains { $0.status == 429 } && answers.contains { $0.status == 403 })

    let log = service.running.log.lines(from: .trace)
    #expect(log.contains { $0.contains("access refused") })
    let secrets =
      shown + shown.map { String($0.dropFirst(5).prefix(12)) }
      + service.keys.values.map { String($0.hash.text.dropFirst(7).prefix(12)) }
    for text in log + answers.map({ $0.head + $0.body }) {
      for secret in secrets where text.contains(secret) { Issue.record("\(secret) in \(text)") }
    }
    for line in log where line.contains("access refused") { #expect(!line.contains("127.0.0.1")) }
  }
}
