import TestSupport
import Testing

@testable import HeedService

@Suite("Accounts of customers")
struct AccountTests {
  private static let path = "/customers/c-1/accounts/twitter/ann"

  private static func count(_ followers: Int, at time: String, source: String = "crawler") -> String {
    #"{"followers":\#(followers),"observed_at":"\#(time)","source":"\#(source)"}"#
  }

  private func account(_ service: QueueService) throws -> JSONTree {
    try service.json("GET", "/customers/c-1")["social"]["accounts"].array?.first ?? .null
  }

  @Test("An account comes with the customer, or makes one, and is an identity")
  func put() throws {
    let service = try QueueService()
    let answer = try service.send(
      "PUT", "/customers/c-1/accounts/Twitter/%40Ann", Self.count(500, at: "2026-11-22T06:00:00Z"))
    #expect(answer.status == 200 && answer["ETag"] == "\"1\"")
    let account = try account(service)
    #expect(account["network"] == .string("twitter") && account["handle"] == .string("ann"))
    #expect(account["source"] == .string("crawler") && account["followers"] == .number(500))
    #expect(try service.json("GET", "/customers?identity=twitter:ann")["id"] == .string("c-1"))
    let decision = try service.scored(#""identity":"twitter:@ANN""#, social: #"{"consent":true}"#)
    #expect(decision.factor("influence")["source"] == .string("account"))
    // Path and body may differ, and the path says which account it is.
    try service.json("PUT", Self.path, #"{"network":"other","handle":"bob","followers":7}"#)
    #expect(try self.account(service)["handle"] == .string("ann"))
    #expect(try service.json("GET", "/customers/c-1")["version"] == .number(2))
  }

  @Test("An account that goes is no identity any more")
  func delete() throws {
    let service = try QueueService()
    try service.put("c-1", #"{"identities":["phone:123"]}"#)
    try service.json("PUT", Self.path, "{}")
    try service.json("DELETE", Self.path, fields: [("If-Match", "\"9\"")], status: 412)
    try service.json("DELETE", "/customers/c-1/accounts/twitter/%40ANN", status: 204)
    try service.json("DELETE", Self.path, status: 404)
    try service.json("GET", "/customers?identity=twitter:ann", status: 404)
    let customer = try service.json("GET", "/customers/c-1")
    #expect(customer["social"]["accounts"] == .null && customer["identities"].strings == ["phone:123"])
    try service.json("DELETE", "/customers/c-9/accounts/twitter/ann", status: 404)
  }

  @Test("A jump overnight is measured against the last count that was to be believed, however many come after it")
  func jump() throws {
    let service = try QueueService()
    func observe(_ followers: Int, _ time: String) throws -> JSONTree {
      try service.json("PUT", Self.path, Self.count(followers, at: time))
      return try account(service)
    }
    #expect(try observe(1000, "2026-11-21T06:00:00Z")["previous"] == .null)
    let grown = try observe(1100, "2026-11-22T05:00:00Z")["previous"]
    #expect(grown["followers"] == .number(1000) && grown["observed_at"] == .string("2026-11-21T06:00:00Z"))
    // Bought, and observed twice: the second must not make the first what is usual.
    for time in ["2026-11-22T06:00:00Z", "2026-11-22T06:30:00Z"] {
      let bought = try observe(100_000, time)["previous"]
      #expect(bought["followers"] == .number(1100), "\(time)")
      let decision = try service.scored(#""id":"c-1""#, social: #"{"consent":true}"#)
      #expect(decision.flags.contains("followers-jumped"), "\(time)")
    }
    let everything = try service.json("GET", "/customers/c-1?everything")["follower_counts"].array ?? []
    #expect(everything.map { $0["followers"].number } == [100_000, 100_000, 1100, 1000], "the newest first")
  }

  @Test("As many counts of an account are kept as the operator says")
  func keptCounts() throws {
    let service = try QueueService { $0.memory.keptCounts = 3 }
    for minute in 10...19 {
      try service.json("PUT", Self.path, Self.count(minute, at: "2026-11-22T06:\(minute):00Z"))
    }
    let counts = try service.json("GET", "/customers/c-1?everything")["follower_counts"].array ?? []
    #expect(counts.map { $0["followers"].number } == [19, 18, 17])
  }

  @Test("Many are taken at once, as an array and one a line; each is refused by itself", arguments: [false, true])
  func bulk(_ isLines: Bool) throws {
    let service = try QueueService()
    try service.put("c-1", #"{"identities":["twitter:known"]}"#)
    let items = [
      #"{"customer":"c-2","network":"twitter","handle":"Bob","followers":9}"#,
      #"{"network":"Twitter","handle":"@KNOWN","followers":8}"#,
      #"{"network":"twitter","handle":"nobody","followers":7}"#,
      #"{"customer":"c-2","network":"twitter","handle":"known"}"#,
      #"{"customer":"c-2","network":"twitter"}"#, #"{"customer":7,"network":"twitter","handle":"x"}"#,
      #"{"customer":"c-2","network":"twitter","handle":"x","followers":-1}"#, "7",
    ]
    let body = isLines ? items.joined(separator: "\n") : "[\(items.joined(separator: ","))]"
    let answer = try #require(
      service.running.client.request(
        "POST", "/accounts", fields: [("Content-Type", isLines ? "application/x-ndjson" : "application/json")],
        body: Array(body.utf8)))
    #expect(answer.status == 200, "\(answer)")
    let report = try JSONTree(json: answer.content)
    #expect(report["accepted"] == .number(2))
    #expect(report["refused"].array?.map { $0["item"].number } == [3, 4, 5, 6, 7, 8], "\(report)")
    #expect(try service.json("GET", "/customers?identity=twitter:bob")["id"] == .string("c-2"))
    #expect(try account(service)["followers"] == .number(8))
  }
}
