import TestSupport
import Testing

@testable import HeedService

@Suite("Looking up a ticket")
struct TicketLookupTests {
  @Test("The answer is 304 as long as nothing but time has changed")
  func notModified() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    try service.enqueue("T-2")
    func get(_ tag: String?) throws -> Client.Answer {
      try service.send("GET", "/queue/T-2", fields: tag.map { [("If-None-Match", $0)] } ?? [])
    }
    let first = try get(nil)
    let tag = try #require(first["ETag"])
    for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
      let answer = try get(known)
      #expect(answer.status == 304 && answer["ETag"] == tag && answer.content.isEmpty, "\(known)")
    }
    for other in ["\"1\"", String(tag.dropFirst().dropLast()), "\"x\""] {
      #expect(try get(other).status == 200, "\(other)")
    }
    service.time.pass(5)
    #expect(try get(tag).status == 304)
    // Somebody ahead has gone, so that the position is another.
    try service.json("DELETE", "/queue/T-1", status: 204)
    let second = try get(tag)
    #expect(second.status == 200 && second["ETag"] != tag)
    #expect(try JSONTree(json: second.content)["wait"]["position"] == .number(1))
    let fence = try service.claim().fence
    let leased = try get(second["ETag"])
    #expect(leased.status == 200)
    try service.json("POST", "/queue/claims/\(fence)/extend", #"{"lease_seconds":900}"#)
    #expect(try get(leased["ETag"]).status == 200)
  }

  @Test("HEAD has what GET has, without the body")
  func head() throws {
    let service = try QueueService()
    try service.enqueue("T-1")
    for path in ["/queue", "/queue/stats", "/queue/T-1", "/queue/claims", "/agents"] {
      let get = try service.send("GET", path)
      let head = try service.send("HEAD", path)
      #expect(head.status == 200 && head.content.isEmpty, "\(path)")
      #expect(head["Content-Length"] == get["Content-Length"] && head["ETag"] == get["ETag"], "\(path)")
    }
  }

  @Test(
    "An id is any text: its path is what Location says",
    arguments: [
      ("stats", "/queue/%73tats"), ("claims", "/queue/%63laims"), ("a/b", "/queue/a%2Fb"),
      ("100 %", "/queue/100%20%25"),
      ("ä", "/queue/%C3%A4"), ("e\u{301}", "/queue/e%CC%81"), ("😀", "/queue/%F0%9F%98%80"),
      ("a+b~c._-", "/queue/a%2Bb~c._-"),
      ("?#[]@!$&'()*,;=", "/queue/%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2C%3B%3D"),
      ("claims/1/extend", "/queue/claims%2F1%2Fextend"), ("..", "/queue/.."), ("\\\"", "/queue/%5C%22"),
    ])
  func ids(_ id: String, _ path: String) throws {
    let service = try QueueService()
    let body = String(decoding: JSONTree.object(["ticket": .object(["id": .string(id)])]).json, as: UTF8.self)
    let answer = try service.send("POST", "/queue", body)
    #expect(answer.status == 201 && answer["Location"] == path)
    #expect(try service.json("GET", path)["ticket"] == .string(id))
    #expect(try service.line() == [id])
    #expect(try service.json("PATCH", path, #"{"ticket":{"severity":"high"}}"#)["ticket"] == .string(id))
    try service.json("DELETE", path, status: 204)
    #expect(try service.json("GET", path)["state"] == .string("abandoned"))
  }

  @Test("Two ways to write the same character are two ids")
  func normalisation() throws {
    let service = try QueueService()
    try service.enqueue("\u{E9}")
    try service.enqueue("e\u{301}")
    try service.json("DELETE", "/queue/%C3%A9", status: 204)
    #expect(try service.state("e%CC%81") == "waiting")
  }

  @Test("The longest id is found, a longer one is refused")
  func longest() throws {
    let service = try QueueService()
    let id = String(repeating: "😀", count: 128)
    let path = try #require(try service.send("POST", "/queue", QueueService.ticket(id))["Location"])
    #expect(try service.json("GET", path)["ticket"] == .string(id))
    try service.json("POST", "/queue", QueueService.ticket(id + "x"), status: 422)
  }

  @Test("A path that is no text is refused", arguments: ["%", "%f", "%ff", "%00", "%zz", "a%C3"])
  func badPaths(_ name: String) throws {
    let service = try QueueService()
    for (method, path) in [("GET", "/queue/"), ("DELETE", "/queue/"), ("GET", "/agents/"), ("DELETE", "/agents/")] {
      #expect(try service.send(method, path + name).status == 400, "\(method) \(path)")
    }
  }

  @Test(
    "A path that is none of them is not found",
    arguments: [
      "/queue/", "/queue/a/b", "/queue/claims/", "/queue/claims/1", "/queue/claims/1/", "/queue/claims/1/steal",
      "/queue/claims//extend", "/agents/", "/agents/a/b", "/Queue", "/queue//",
    ])
  func unknownPaths(_ path: String) throws {
    let service = try QueueService()
    #expect(try service.send("GET", path).status == 404)
  }
}
