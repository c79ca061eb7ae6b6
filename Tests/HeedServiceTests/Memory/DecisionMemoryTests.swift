import TestSupport
import Testing

@testable import HeedService

@Suite("Decisions that are kept")
struct DecisionMemoryTests {
  @Test("A ticket's decision is found by id with the request and what was known beside it, also after a restart")
  func byID() async throws {
    let service = try QueueService()
    try service.put(
      "c-1",
      #"{"customer":{"tenure_days":400},"social":{"consent":true,"accounts":[{"network":"x","handle":"ann","source":"crm"}]}}"#
    )
    let request = #"{"ticket":{"id":"T-1","topic":"billing"},"customer":{"id":"c-1"}}"#
    let decision = try service.json("POST", "/queue", request, status: 201)
    let path = "/decisions/\(decision["decision"].string ?? "")"
    func check() throws {
      let record = try service.json("GET", path)
      #expect(record["id"] == decision["decision"] && record["ticket"] == .string("T-1"))
      #expect(record["customer"] == .string("c-1") && record["decided_at"] == .string("2026-11-22T07:00:00Z"))
      #expect(try record["request"] == JSONTree(json: Array(request.utf8)) && record["decision"] == decision)
      #expect(record["known"]["customer"]["tenure_days"] == .number(400) && record["known"]["version"] == .number(1))
      #expect(record["known"]["as_of"] == .string("2026-11-22T07:00:00Z"))
      #expect(record["known"]["social"]["accounts"].array?.first?["source"] == .string("crm"))
    }
    try check()
    try service.put("c-1", #"{"customer":{"tenure_days":1}}"#, status: 200)
    try check()
    try await service.restart()
    try check()
  }

  @Test("What was not known is null, and each decision on a ticket is kept")
  func each() throws {
    let service = try QueueService()
    let first = try service.enqueue("T-1")
    let second = try service.json("PATCH", "/queue/T-1", #"{"ticket":{"severity":"high"}}"#)
    #expect(first["decision"] != second["decision"])
    for decision in [first, second] {
      let record = try service.json("GET", "/decisions/\(decision["decision"].string ?? "")")
      #expect(record["known"] == .null && record["decision"]["score"] == decision["score"])
    }
    // What is only scored is not kept.
    let scored = try service.json("POST", "/score", #"{"ticket":{"id":"T-2"}}"#)["decision"].string ?? ""
    for id in [scored, "0", "x", String(repeating: "0", count: 32)] {
      try service.json("GET", "/decisions/\(id)", status: 404)
    }
  }

  @Test("The same request has another decision where something else was known")
  func ids() throws {
    let service = try QueueService()
    let request = #"{"ticket":{"id":"T"},"customer":{"id":"c-1"}}"#
    var ids = [try service.json("POST", "/score", request)["decision"]]
    try service.put("c-1", #"{"customer":{"tenure_days":400}}"#)
    for _ in 1...2 { ids.append(try service.json("POST", "/score", request)["decision"]) }
    try service.put("c-1", #"{"customer":{"tenure_days":401}}"#, status: 200)
    ids.append(try service.json("POST", "/score", request)["decision"])
    #expect(ids[1] == ids[2] && Set([ids[0], ids[1], ids[3]].map(\.text)).count == 3)
  }

  @Test(
    "It is a page for whoever asks for one",
    arguments: [
      ("", "application/json", "application/json"), ("", "text/html,application/xhtml+xml", "text/html"),
      ("", "application/json, text/html", "application/json"), ("?format=html", "application/json", "text/html"),
      ("?format=json", "text/html", "application/json"), ("", "*/*", "application/json"),
    ])
  func page(_ query: String, _ accept: String, _ type: String) throws {
    let service = try QueueService()
    let id = try service.enqueue("T-1")["decision"].string ?? ""
    let answer = try service.send("GET", "/decisions/\(id)\(query)", fields: [("Accept", accept)])
    #expect(answer.status == 200 && answer.mediaType == type)
    try service.json("GET", "/decisions/\(id)?format=pdf", status: 422)
  }
}
