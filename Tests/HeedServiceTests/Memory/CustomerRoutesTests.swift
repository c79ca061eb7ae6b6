import TestSupport
import Testing

@testable import HeedService

@Suite("Customers over HTTP")
struct CustomerRoutesTests {
  private static let ann =
    #"{"customer":{"tenure_days":400,"loyalty_level":"gold","conduct":{"founded_claims":1}},"#
    + #""social":{"consent":true,"accounts":[{"network":"Twitter","handle":"@Ann","followers":500}]},"#
    + #""identities":["phone:+49 30 1234567","email:Ann@Example.com"]}"#

  @Test("What is stored is shown, with its version, and what nobody knows comes back in warnings")
  func roundTrip() throws {
    let service = try QueueService()
    let created = try service.send("PUT", "/customers/c-1", Self.ann)
    #expect(created.status == 201 && created["ETag"] == "\"1\"" && created["Location"] == "/customers/c-1")
    let shown = try service.json("GET", "/customers/c-1")
    #expect(try JSONTree(json: created.content) == shown)
    #expect(shown["version"] == .number(1) && shown["as_of"] == .string("2026-11-22T07:00:00Z"))
    #expect(shown["customer"]["tenure_days"] == .number(400) && shown["social"]["consent"] == .bool(true))
    #expect(shown["identities"].strings.sorted() == ["email:ann@example.com", "phone:+49301234567"])
    let account = shown["social"]["accounts"].array?.first ?? .null
    #expect(account["network"] == .string("twitter") && account["handle"] == .string("ann"))
    #expect(account["observed_at"] == .string("2026-11-22T07:00:00Z"), "it was observed when it was told")
    let again = try service.send("PUT", "/customers/c-1", #"{"customer":{"shoe_size":44}}"#)
    #expect(again.status == 200 && again["ETag"] == "\"2\"" && again["Location"] == nil)
    let replaced = try JSONTree(json: again.content)
    #expect(replaced["warnings"].array?.map { $0["pointer"] } == [.string("/customer/shoe_size")])
    #expect(replaced["customer"] == .object([:]) && replaced["social"] == .object([:]))
    #expect(replaced["identities"] == .array([]))
  }

  @Test("GET is answered 304 where the version is known")
  func ifNoneMatch() throws {
    let service = try QueueService()
    try service.put("c-1", Self.ann)
    let known = try service.send("GET", "/customers/c-1", fields: [("If-None-Match", "\"1\"")])
    #expect(known.status == 304 && known.content.isEmpty && known["ETag"] == "\"1\"")
    #expect(try service.send("GET", "/customers/c-1", fields: [("If-None-Match", "\"2\"")]).status == 200)
  }

  @Test("If-Match names the version that a change is meant for", arguments: ["PUT", "PATCH"])
  func ifMatch(_ method: String) throws {
    let service = try QueueService()
    let created = try service.send("PUT", "/customers/c-1", "{}", fields: [("If-Match", "\"1\"")])
    #expect(created.status == 412, "nobody is stored whom it could mean")
    try service.put("c-1", Self.ann)
    let news = #"{"customer":{"tenure_days":1}}"#
    let problem = try service.json(method, "/customers/c-1", news, fields: [("If-Match", "\"7\"")], status: 412)
    #expect(problem["type"] == .string("urn:heed:problem:precondition-failed"))
    let changed = try service.send(method, "/customers/c-1", news, fields: [("If-Match", "\"1\"")])
    #expect(changed.status == 200 && changed["ETag"] == "\"2\"")
    #expect(try service.send(method, "/customers/c-1", news, fields: [("If-Match", "*")]).status == 200)
  }

  @Test("PATCH changes what it names, null takes away, and the rest stays")
  func patch() throws {
    let service = try QueueService()
    try service.put("c-1", Self.ann)
    let changed = try service.json(
      "PATCH", "/customers/c-1",
      #"{"customer":{"loyalty_level":null,"lifetime_value":250},"social":{"consent":false},"identities":["phone:123"]}"#
    )
    #expect(changed["version"] == .number(2))
    #expect(changed["customer"]["loyalty_level"] == .null && changed["customer"]["lifetime_value"] == .number(250))
    #expect(changed["customer"]["tenure_days"] == .number(400))
    #expect(changed["customer"]["conduct"]["founded_claims"] == .number(1))
    #expect(changed["social"]["consent"] == .bool(false))
    #expect(changed["social"]["accounts"].array?.count == 1)
    #expect(changed["identities"].strings == ["phone:123"])
    try service.json("PATCH", "/customers/c-2", "{}", status: 404)
    let problem = try service.json("PATCH", "/customers/c-1", #"{"customer":{"tenure_days":-1}}"#, status: 422)
    #expect(problem["errors"].array?.map { $0["pointer"] } == [.string("/customer/tenure_days")])
    #expect(try service.json("GET", "/customers/c-1") == changed, "a patch that is refused changes nothing")
  }

  @Test(
    "A customer is found by an identity however it is written",
    arguments: [
      "phone:%2B49301234567", "phone:+49301234567", "phone:0049%2030%201234567", "phone:(0049)-30/123.4567",
      "email:ANN@example.com", "EMAIL:ann@EXAMPLE.COM", "twitter:@ANN", "twitter:ann",
    ])
  func identities(_ identity: String) throws {
    let service = try QueueService()
    try service.put("c-1", Self.ann)
    #expect(try service.json("GET", "/customers?identity=\(identity)")["id"] == .string("c-1"))
  }

  @Test("Who is not known, and what is no identity, is said")
  func unknown() throws {
    let service = try QueueService()
    for path in ["/customers/c-1", "/customers/c-1?everything", "/customers?identity=phone:110"] {
      try service.json("GET", path, status: 404)
    }
    for query in ["", "?identity=", "?identity=phone", "?identity=phone:abc", "?identity=email:a", "?name=x"] {
      let problem = try service.json("GET", "/customers\(query)", status: 422)
      #expect(problem["type"] == .string("urn:heed:problem:invalid-field"), "\(query)")
    }
    try service.json("DELETE", "/customers/c-1", status: 404)
  }

  @Test("An identity is one customer's alone, until that one gives it up")
  func conflict() throws {
    let service = try QueueService()
    try service.put("c-1", Self.ann)
    let theft = #"{"identities":["phone:0049 30 1234567"]}"#
    for (method, path, body) in [
      ("PUT", "/customers/c-2", theft), ("PUT", "/customers/c-2/accounts/twitter/ANN", "{}"),
    ] {
      let problem = try service.json(method, path, body, status: 409)
      #expect(problem["detail"].string?.contains("c-1") == true)
    }
    try service.json("GET", "/customers/c-2", status: 404)
    #expect(try service.json("GET", "/customers/c-1")["version"] == .number(1))
    try service.json("PATCH", "/customers/c-1", #"{"identities":[]}"#)
    try service.put("c-2", theft)
    #expect(try service.scored(#""identity":"phone:+49301234567""#)["decision"] != .null)
    #expect(try service.json("GET", "/customers?identity=phone:0049301234567")["id"] == .string("c-2"))
  }

  @Test("An id may be any text", arguments: ["import", "a/b", "Ä ö", "?", "%", "c 1", "purchases"])
  func ids(_ id: String) throws {
    let service = try QueueService()
    let path = CustomerPath.of(id)
    let created = try service.send("PUT", path, #"{"customer":{"lifetime_value":100000}}"#)
    #expect(created.status == 201 && created["Location"] == path)
    #expect(try service.json("GET", path)["id"] == .string(id))
    let value = try service.scored("\"id\":\(JSONTree.string(id))").factor("value")
    #expect(value["source"] == .string("profile"))
    try service.json("DELETE", path, status: 204)
    try service.json("GET", path, status: 404)
  }

  @Test("Without a folder for data there are no customers, and requests are scored from what they say")
  func noStore() throws {
    let running = try RunningService()
    for (method, path) in [
      ("PUT", "/customers/c-1"), ("GET", "/customers/c-1"), ("POST", "/accounts"), ("GET", "/stories"),
      ("POST", "/stories/s/shares"), ("GET", "/incidents"), ("POST", "/tickets/t/outcome"),
      ("GET", "/reports/outcomes"),
      ("GET", "/decisions/0"), ("POST", "/customers/c-1/purchases"), ("DELETE", "/customers/c-1"),
    ] {
      let body = ["PUT", "POST"].contains(method) ? Array("{}".utf8) : nil
      let answer = try #require(running.client.request(method, path, body: body))
      #expect(answer.status == 503 && answer["Retry-After"] == "60", "\(method) \(path): \(answer)")
    }
    let answer = try #require(
      running.client.post("/score", Array(#"{"ticket":{"id":"T"},"customer":{"id":"c-1","tenure_days":9}}"#.utf8)))
    #expect(answer.status == 200 && !answer.body.contains("customer-unread"))
  }
}
