import FrontDoors
import TestSupport
import Testing

@testable import HeedService

/// Badges over real connections.
@Suite("Badges")
struct BadgeRouteTests {
  private static func path(_ id: String, _ suffix: String = ".json") -> String {
    "/badges/\(TicketPath.encoded(id))\(suffix)"
  }

  /// A badge's JSON, of which the picture says the same.
  private func badge(
    _ path: String, _ service: QueueService, status: Int = 200, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    let json = try service.send("GET", path + ".json", sourceLocation: sourceLocation)
    let svg = try service.send("GET", path + ".svg", sourceLocation: sourceLocation)
    for (answer, type) in [(json, "application/json"), (svg, "image/svg+xml")] {
      #expect(answer.status == status && answer.mediaType == type, "\(answer)", sourceLocation: sourceLocation)
      #expect(answer["Cache-Control"] == "private, max-age=30", sourceLocation: sourceLocation)
      let isCustomer = path.hasPrefix("/badges/customers/")
      let operation = Contract.Operation(
        method: "GET", path: isCustomer ? "/badges/customers/{badge}" : "/badges/{badge}")
      let findings = Contract.shared.findings(answer, to: operation)
      #expect(findings.isEmpty, "\(findings) \(answer)", sourceLocation: sourceLocation)
    }
    #expect(json["ETag"] == svg["ETag"], sourceLocation: sourceLocation)
    let tree = try JSONTree(json: json.content)
    #expect(
      Set(tree.object.map { Array($0.keys) } ?? []).subtracting(["isError"])
        == ["schemaVersion", "label", "message", "color", "cacheSeconds"], sourceLocation: sourceLocation)
    #expect(tree["schemaVersion"].number == 1 && tree["cacheSeconds"].number == 30, sourceLocation: sourceLocation)
    #expect(svg.body.contains(tree["message"].string ?? "?"), "\(svg) \(tree)", sourceLocation: sourceLocation)
    return tree
  }

  @Test("A ticket's badge shows how it stands, from its coming to its end")
  func states() throws {
    let service = try QueueService()
    let unknown = try badge("/badges/T-1", service, status: 404)
    #expect(unknown["message"].string == "no such ticket" && unknown["isError"] == .bool(true))
    try service.enqueue("T-1", "high")
    let waiting = try badge("/badges/T-1", service)
    #expect(waiting["message"].string?.hasPrefix("urgent 45") == true && waiting["isError"] == .null, "\(waiting)")
    #expect(waiting["label"].string == "priority")
    try service.claim(desks: ["senior"])
    #expect(try badge("/badges/T-1", service)["message"].string == "urgent 45 · with an agent")
    try service.json("POST", "/queue/claims/1/complete")
    let done = try badge("/badges/T-1", service)
    #expect(done["message"].string == "done" && done["color"] != waiting["color"] && done["isError"] == .null)
    try service.enqueue("T-2")
    try service.json("DELETE", "/queue/T-2", status: 204)
    #expect(try badge("/badges/T-2", service)["message"].string == "abandoned")
  }

  @Test("A client that has the badge is told so until it changes", arguments: [".svg", ".json"])
  func tags(_ suffix: String) throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    let path = "/badges/T-1" + suffix
    let tag = try #require(try service.send("GET", path)["ETag"])
    for condition in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
      for method in ["GET", "HEAD"] {
        let answer = try service.send(method, path, fields: [("If-None-Match", condition)])
        #expect(answer.status == 304 && answer.content.isEmpty && answer["ETag"] == tag, "\(condition): \(answer)")
        #expect(answer["Cache-Control"] == "private, max-age=30")
      }
    }
    #expect(try service.send("GET", path, fields: [("If-None-Match", "\"x\"")]).status == 200)
    let head = try service.send("HEAD", path)
    let whole = try service.send("GET", path)
    #expect(head.status == 200 && head["Content-Length"] == "\(whole.content.count)" && head["ETag"] == tag)
    var tags: Set = [tag]
    func change() throws {
      let answer = try service.send("GET", path, fields: [("If-None-Match", tag)])
      #expect(answer.status == 200 && answer["ETag"].map { tags.insert($0).inserted } == true, "\(answer)")
    }
    try service.json("PATCH", "/queue/T-1", #"{"ticket":{"severity":"critical"}}"#)
    try change()
    let fence = try service.claim(desks: ["first-response"]).fence
    try change()
    try service.json("POST", "/queue/claims/\(fence)/complete")
    try change()
  }

  @Test("A customer's badge tells what a ticket of theirs would be told now")
  func customer() throws {
    let service = try QueueService()
    let unknown = try badge("/badges/customers/c-1", service, status: 404)
    #expect(unknown["message"].string == "no such customer" && unknown["isError"] == .bool(true))
    try service.put("c-1", #"{"customer":{"tenure_days":1}}"#)
    let modest = try badge("/badges/customers/c-1", service)
    #expect(modest["label"].string == "customer c-1" && modest["message"].string?.hasPrefix("standard ") == true)
    try service.put("c-1", #"{"customer":{"lifetime_value":1000000,"tenure_days":3000}}"#, status: 200)
    let valued = try badge("/badges/customers/c-1", service)
    #expect(valued["message"].string?.hasPrefix("priority ") == true, "\(valued)")
    let score = try service.scored(#""id":"c-1""#)["score"].number.map { Int($0.rounded()) } ?? -1
    #expect(valued["message"].string?.hasPrefix("priority \(score)") == true, "\(valued) \(score)")
    #expect(try service.line() == [], "nothing is enqueued")
    // A ticket of that name is another thing.
    try service.enqueue("customers")
    #expect(try badge("/badges/customers", service)["label"].string == "priority")
    try service.json("DELETE", "/customers/c-1", status: 204)
    #expect(try badge("/badges/customers/c-1", service, status: 404)["isError"] == .bool(true))
  }

  @Test(
    "Names of all kinds are found, and are no markup",
    arguments: [
      "Müller 7", "a/b", "customers/x", "T.svg", "T.json.svg", ".svg", "50%", "a?b#c", "<script>&\"'", "你好", "a+b",
      "../x", "é/😀.svg",
    ])
  func names(_ id: String) throws {
    let service = try QueueService()
    try service.json(
      "POST", "/queue", JSONTree.object(["ticket": .object(["id": .string(id)])]).text, status: 201)
    try service.put(TicketPath.encoded(id), "{}")
    let name = TicketPath.encoded(id)
    #expect(try badge("/badges/\(name)", service)["message"].string?.hasPrefix("standard 25") == true)
    #expect(try badge("/badges/customers/\(name)", service)["isError"] == .null)
    let svg = try service.send("GET", "/badges/customers/\(name).svg").body
    #expect(!svg.contains("<script>") && svg.hasPrefix("<svg"), "\(svg)")
    #expect(svg.contains(id.replacing("&", with: "&amp;").replacing("<", with: "&lt;")) || id.contains("\""), "\(svg)")
  }

  @Test("A ticket that another system has opened again shows how it stands now")
  func again() throws {
    let service = try QueueService()
    try service.generic(#"{"id":"T-1"}"#)
    try service.generic(#"{"id":"T-1","event":"ticket.closed"}"#)
    #expect(try badge("/badges/T-1", service)["message"].string == "done")
    try service.generic(#"{"id":"T-1","severity":"critical"}"#)
    #expect(try badge("/badges/T-1", service)["message"].string?.hasPrefix("critical ") == true)
  }

  @Test("What is no badge is refused")
  func refused() throws {
    let service = try QueueService()
    for (path, status) in [
      ("/badges/T-1", 404), ("/badges/T-1.png", 404), ("/badges/", 404), ("/badges/a/b.svg", 404),
      ("/badges/customers/a/b.svg", 404), ("/badges/%ff.svg", 400), ("/badges/T-1.svg?colour=red", 422),
      ("/badges/T-1.svg?expires=1&expires=2", 422), ("/badges/T-1.svg?expires=%ff", 400),
    ] {
      let answer = try service.send("GET", path)
      #expect(answer.status == status && answer.mediaType == "application/problem+json", "\(path): \(answer)")
    }
    #expect(try service.send("POST", "/badges/T-1.svg", "{}").status == 405)
    #expect(try RunningService().client.get("/badges/T-1.svg")?.status == 503)
  }
}
