import Foundation
import JSON
import TestSupport
import Testing

@testable import HeedService

@Suite("Stories over HTTP")
struct StoryRoutesTests {
  private static let text = "The new washing machine by Acme broke after two days and the hotline laughed at me"

  /// Shares by so many, one every `gap` seconds up to now, the newest first.
  private static func shares(_ count: Int, gap: Double, until now: Double, name: String = "s") -> String {
    let items = (0..<count).map { index in
      let time = RFC3339.string(Int(now - Double(index) * gap)) ?? ""
      return #"{"at":"\#(time)","sharer":"twitter:\#(name)\#(index)"}"#
    }
    return "[\(items.joined(separator: ","))]"
  }

  @Test("A post is stored once, shown on the watch list, and forgotten when that is said")
  func life() throws {
    let service = try QueueService()
    let body =
      #"{"id":"s-1","text":"\#(Self.text)","posted_at":"2026-11-22T06:30:00Z","topic":"appliances","#
      + #""url":"https://example.com/1","author":"twitter:ann"}"#
    try service.put("c-1", #"{"identities":["twitter:ann"]}"#)
    let created = try service.send("POST", "/stories", body)
    #expect(created.status == 201 && created["Location"] == "/stories/s-1")
    #expect(try service.send("POST", "/stories", body).status == 200)
    let story = try service.json("GET", "/stories/s-1")
    #expect(story["customer"] == .string("c-1") && story["excerpt"] == .string(Self.text))
    #expect(story["state"] == .string("watched") && story["sharers"] == .number(0))
    #expect(try service.json("GET", "/stories")["stories"].array?.count == 1)
    try service.json("DELETE", "/stories/s-1", status: 204)
    try service.json("DELETE", "/stories/s-1", status: 404)
    try service.json("GET", "/stories/s-1", status: 404)
    #expect(try service.json("GET", "/stories")["stories"] == .array([]))
  }

  @Test("Shares come in any order, alone, many, and one a line; who shared counts once, who is not authentic never")
  func shares() throws {
    let service = try QueueService()
    let path = "/stories/s-1/shares"
    let first = try service.json("POST", path, #"{"at":"2026-11-22T06:50:00Z","sharer":"twitter:@Bob"}"#, status: 201)
    #expect(first["accepted"] == .number(1) && first["sharers"] == .number(1))
    let many = try service.json(
      "POST", path,
      #"[{"at":"2026-11-22T06:55:00Z","sharer":"Twitter:bob"},{"at":"2026-11-22T06:40:00Z","sharer":"twitter:cy"},"#
        + #"{"sharer":"twitter:bot","authentic":false},{"id":"share-1"},{"id":"share-1"},{"sharer":"share-1"},{},{}]"#)
    #expect(many["accepted"] == .number(5), "cy, the share, one who is called like it, and two without a name: \(many)")
    #expect(many["duplicates"] == .number(2) && many["not_authentic"] == .number(1))
    let lines = try #require(
      service.running.client.request(
        "POST", path, fields: [("Content-Type", "application/x-ndjson")],
        body: Array("{\"sharer\":\"twitter:cy\"}\n{\"sharer\":\"twitter:dee\"}\n".utf8)))
    #expect(lines.status == 200)
    #expect(try JSONTree(json: lines.content)["sharers"] == .number(7))
    #expect(try service.json("GET", "/stories/s-1")["last_share_at"] == .string("2026-11-22T07:00:00Z"))
  }

  @Test("What is wrong is refused with its place, and nothing of it is taken")
  func refused() throws {
    let service = try QueueService()
    for (path, body, pointers) in [
      ("/stories", "{}", ["/id"]), ("/stories", "7", [""]), ("/stories", "null", [""]),
      ("/stories", #"{"id":"s","posted_at":"now","url":"ftp://x","author":"ann"}"#, ["/posted_at", "/url", "/author"]),
      ("/stories", #"{"id":"s","text":7,"topic":"","customer":[]}"#, ["/text", "/topic", "/customer"]),
      ("/stories", #"{"id":"s","text":"\#(String(repeating: "x", count: 20_001))"}"#, ["/text"]),
      ("/stories/s/shares", #"{"at":"now"}"#, ["/at"]),
      ("/stories/s/shares", #"[{},{"at":7,"sharer":""}]"#, ["/1/at", "/1/sharer"]),
      ("/stories/s/shares", #"[{"account":{"followers":-1}}]"#, ["/0/account/followers"]),
      ("/stories/s/shares", #"[{"authentic":"no"}]"#, ["/0/authentic"]), ("/stories/s/shares", "[7]", ["/0"]),
    ] {
      let problem = try service.json("POST", path, body, status: 422)
      let found = problem["errors"].array?.compactMap { $0["pointer"].string } ?? []
      #expect(found.sorted() == pointers.sorted(), "\(path) \(body.prefix(60)): \(problem)")
    }
    #expect(try service.json("GET", "/stories")["stories"] == .array([]))
    for query in ["?limit=0", "?include=all", "?days=0", "?x"] {
      try service.json("GET", "/stories\(query)", status: 422)
    }
  }

  @Test("An account that looks bought does not count as a sharer")
  func authenticity() throws {
    let service = try QueueService()
    let bought = #"{"network":"twitter","followers":3000,"following":1900,"posts":1,"age_days":20,"listed":0}"#
    let answer = try service.json(
      "POST", "/stories/s-1/shares", #"[{"sharer":"a","account":\#(bought)},{"sharer":"b"}]"#, status: 201)
    #expect(answer["accepted"] == .number(1) && answer["not_authentic"] == .number(1))
  }

  @Test("In whatever order shares come, the story comes to the same")
  func order() throws {
    var random = SeededGenerator()
    let times = (0..<40).map { _ in Int(RunningService.time) - Int.random(in: 0...3000, using: &random) }
    func growth(_ order: [Int], chunk: Int) throws -> Double {
      let service = try QueueService()
      try service.json("POST", "/stories", #"{"id":"s-1","posted_at":"2026-11-22T06:00:00Z"}"#, status: 201)
      for start in stride(from: 0, to: order.count, by: chunk) {
        let items = order[start..<min(start + chunk, order.count)].map {
          #"{"at":"\#(service.timeText(Double(times[$0])))","sharer":"r\#($0)"}"#
        }
        try service.json("POST", "/stories/s-1/shares", "[\(items.joined(separator: ","))]")
      }
      let story = try service.json("GET", "/stories/s-1")
      #expect(story["sharers"] == .number(40), "\(random)")
      return try #require(story["growth_probability"].number)
    }
    let inOrder = times.indices.sorted { times[$0] < times[$1] }
    let expected = try growth(inOrder, chunk: 40)
    #expect(try growth(inOrder, chunk: 7) == expected, "\(random)")
    // A share that comes late does not wind the estimator back: it counts a little more than it would have.
    #expect(abs(try growth(inOrder.shuffled(using: &random), chunk: 40) - expected) < 1e-9, "\(random)")
    #expect(abs(try growth(inOrder.shuffled(using: &random), chunk: 5) - expected) < 0.1, "\(random)")
  }

  @Test("Copycats count for the story that they copy")
  func copies() throws {
    let service = try QueueService()
    try service.json("POST", "/stories", #"{"id":"s-1","text":"\#(Self.text)"}"#, status: 201)
    let copy = try service.json("POST", "/stories", #"{"id":"s-2","text":"RT @ann: \#(Self.text)!"}"#, status: 201)
    #expect(copy["story"] == .string("s-1") && copy["copies"] == .number(1))
    let other = try service.json(
      "POST", "/stories", #"{"id":"s-3","text":"Acme's tumble dryer is the best that we ever had at home, honestly"}"#,
      status: 201)
    #expect(other["story"] == .string("s-3"))
    try service.json("POST", "/stories/s-2/shares", #"{"sharer":"a"}"#)
    try service.json("POST", "/stories/s-1/shares", #"{"sharer":"a"}"#)
    let story = try service.json("GET", "/stories/s-2")
    #expect(story["id"] == .string("s-1") && story["sharers"] == .number(1) && story["copies"].strings == ["s-2"])
    #expect(try service.json("GET", "/stories")["stories"].array?.count == 2)
  }

  @Test("A story that takes off moves those who wait about it, and they go back to where they were when it fades")
  func moves() throws {
    let service = try QueueService(agesPass: true)
    try service.put("c-1", #"{"identities":["twitter:ann"],"social":{"consent":true}}"#)
    try service.json(
      "POST", "/stories",
      #"{"id":"s-1","text":"\#(Self.text)","author":"twitter:ann","posted_at":"\#(service.timeText())"}"#,
      status: 201)
    try service.json("POST", "/stories", #"{"id":"s-2","text":"\#(Self.text)"}"#, status: 201)
    let consent = #""consent":true"#
    let tickets = [
      ("other", "{}", "{}"), ("by-story", "{}", #"{\#(consent),"story":{"id":"s-1"}}"#),
      ("by-copy", "{}", #"{\#(consent),"story":{"id":"s-2"}}"#), ("by-author", #"{"id":"c-1"}"#, "{}"),
      ("last", "{}", "{}"),
    ]
    for (id, customer, social) in tickets {
      try service.json(
        "POST", "/queue", #"{"ticket":{"id":"\#(id)"},"customer":\#(customer),"social":\#(social)}"#, status: 201)
      service.time.pass(1)
    }
    let before = try tickets.map { try Self.place($0.0, service) }
    let line = try service.line()
    // Thirty in ten minutes.
    service.time.pass(600)
    try service.json("POST", "/stories/s-2/shares", Self.shares(30, gap: 20, until: service.time.now))
    service.look(after: 2)
    for id in ["by-story", "by-copy", "by-author"] {
      try service.eventually("\(id) moves") {
        let ticket = try service.json("GET", "/queue/\(id)")
        return ticket["desk"] == .string("social-care") && ticket["version"] != .number(1)
      }
      let decision = try service.json("GET", "/queue/\(id)")["decision"]
      #expect(
        decision.factor("story")["source"] == .string("watcher")
          || decision.factor("story")["source"] == .string("story"))
      #expect((decision.points["story"] ?? 0) > 5 && decision.flags.contains("story-growing"))
    }
    let list = try service.json("GET", "/stories")["stories"].array?.first ?? .null
    #expect(list["growing"] == .bool(true) && list["tickets"]["count"] == .number(3), "\(list)")
    #expect(try Self.place("other", service) == before[0] && Self.place("last", service) == before[4])
    // Nobody shares it for two days.
    for _ in 0..<12 { service.look(after: 4 * 3600) }
    try service.eventually("all go back") {
      try tickets.map { try Self.place($0.0, service) } == before
    }
    #expect(try service.line() == line)
    #expect(try service.json("GET", "/stories")["stories"] == .array([]), "it is watched no longer")
    #expect(try service.json("GET", "/stories?include=past")["stories"].array?.count == 1)
  }

  /// What decides about a ticket's place.
  private static func place(_ id: String, _ service: QueueService) throws -> JSONTree {
    let ticket = try service.json("GET", "/queue/\(id)")
    return .object(
      ["tier", "desk", "score", "head_start_seconds", "arrived_at"].reduce(into: [:]) { $0[$1] = ticket[$1] })
  }

  @Test("A restart knows stories, copies, sharers, and what tickets were scored with")
  func restart() async throws {
    let service = try QueueService(agesPass: true)
    try service.json("POST", "/stories", #"{"id":"s-1","text":"\#(Self.text)"}"#, status: 201)
    try service.json("POST", "/stories", #"{"id":"s-2","text":"\#(Self.text)"}"#, status: 201)
    service.time.pass(600)
    let shares = Self.shares(30, gap: 20, until: service.time.now)
    try service.json("POST", "/stories/s-1/shares", shares)
    let ticket = #"{"ticket":{"id":"T"},"social":{"consent":true,"story":{"id":"s-2"}}}"#
    try service.eventually("it takes off") {
      service.time.pass(2)
      return try service.json("POST", "/score", ticket).points["story"] ?? 0 > 5
    }
    let before = try service.json("POST", "/score", ticket)
    try await service.restart()
    #expect(try service.json("POST", "/score", ticket).outcome == before.outcome)
    #expect(try service.json("POST", "/stories/s-2/shares", shares)["accepted"] == .number(0))
    #expect(
      try service.json("POST", "/stories", #"{"id":"s-4","text":"\#(Self.text)"}"#, status: 201)["story"]
        == .string("s-1"))
  }

  @Test("A story that comes back after it was over is one with its copies again")
  func revival() throws {
    let service = try QueueService(agesPass: true)
    for id in ["s-1", "s-2"] {
      try service.json("POST", "/stories", #"{"id":"\#(id)","text":"\#(Self.text)"}"#, status: 201)
    }
    try service.json("POST", "/stories/s-1/shares", #"{"sharer":"a"}"#)
    try service.eventually("it is over") {
      service.time.pass(7200)
      return try service.json("GET", "/stories/s-1")["state"] == .string("past")
    }
    service.time.pass(600)
    try service.json("POST", "/stories/s-2/shares", Self.shares(40, gap: 15, until: service.time.now))
    let ticket = #"{"ticket":{"id":"T"},"social":{"consent":true,"story":{"id":"s-2"}}}"#
    try service.eventually("it takes off again") {
      service.time.pass(2)
      return try service.json("POST", "/score", ticket).points["story"] ?? 0 > 5
    }
  }
}
