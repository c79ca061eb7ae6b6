import TestSupport
import Testing

@testable import HeedService

@Suite("What another policy would make of the line")
struct WhatIfTests {
  private static let influencer =
    #"{"ticket":{"id":"T-9"},"social":{"consent":true,"accounts":[{"network":"twitter","followers":1000000,"#
    + #""following":300,"posts":12000,"listed":9000,"age_days":900,"engagers_90d":40000,"#
    + #""topics":{"home-appliances":0.9},"observed_at":"2026-11-22T06:00:00Z"}]}}"#

  private func service() throws -> QueueService {
    let service = try QueueService()
    for number in 1...4 {
      try service.enqueue("T-\(number)", number % 2 == 0 ? "high" : "normal")
      service.time.pass(10)
    }
    try service.json("POST", "/queue", Self.influencer, status: 201)
    service.time.pass(10)
    return service
  }

  @Test("The policy in force moves nobody")
  func same() throws {
    let service = try service()
    let answer = try service.json("POST", "/queue/what-if", "{}")
    #expect(answer["looked_at"].number == 5 && answer["moved"].number == 0 && answer["changed_tiers"].number == 0)
    #expect(answer["moves"].array?.isEmpty == true && answer["cautions"].array?.isEmpty == true)
  }

  @Test("Who would have another tier is told, and nothing is changed")
  func ignored() throws {
    let service = try service()
    let before = try service.json("GET", "/queue?include=decision")
    let answer = try service.json("POST", "/queue/what-if", #"{"phase":"ignore"}"#)
    let moves = answer["moves"].array ?? []
    #expect(moves.count == 1 && moves[0]["ticket"].string == "T-9")
    #expect(moves[0]["tier"]["before"].string == "priority" && moves[0]["tier"]["after"].string == "standard")
    #expect(moves[0]["desk"]["before"].string == "social-care" && moves[0]["desk"]["after"].string == "general")
    #expect(answer["changed_tiers"].number == 1)
    let tiers = answer["tiers"].array ?? []
    #expect(tiers.reduce(0) { $0 + ($1["before"].number ?? 0) } == 5)
    #expect(tiers.reduce(0) { $0 + ($1["after"].number ?? 0) } == 5)
    #expect(try service.json("GET", "/queue?include=decision")["tickets"] == before["tickets"])
    #expect(try service.json("GET", "/policy")["phase"].string == "relative")
  }

  @Test("Places are those of a line with that policy")
  func places() throws {
    let service = try service()
    // Without severity all but the influencer are alike, so that those wait longest who came first.
    let answer = try service.json("POST", "/queue/what-if", #"{"caps":{"severity":0}}"#)
    #expect(answer["tiers"].array?.last?["after"].number == 5)
    let general = (answer["moves"].array ?? []).filter { $0["desk"]["after"].string == "general" }
    let order = general.sorted { $0["position"]["after"].number! < $1["position"]["after"].number! }
    let moved = order.compactMap { $0["ticket"].string }
    #expect(moved == moved.sorted(), "\(moved)")
    #expect(moved.contains("T-2") && moved.contains("T-4"))
  }

  @Test("A cap that lets social signals skip tiers is answered, with a word of caution")
  func caution() throws {
    let answer = try service().json("POST", "/queue/what-if", #"{"caps":{"influence":100}}"#)
    #expect(answer["cautions"].array?.isEmpty == true, "the social group's cap binds")
    let refused = try service().send("POST", "/queue/what-if", #"{"caps":{"influence":101,"tone":3},"phase":"loud"}"#)
    #expect(refused.status == 422)
    for pointer in ["/caps/influence", "/caps/tone", "/phase"] { #expect(refused.body.contains(pointer)) }
  }

  @Test("One desk alone, and fields that nobody knows")
  func desk() throws {
    let answer = try service().json("POST", "/queue/what-if", #"{"desk":"general","phase":"ignore","tone":1}"#)
    #expect(answer["looked_at"].number == 2 && answer["waiting"].number == 2)
    #expect(answer["warnings"].array?.first?["pointer"].string == "/tone")
  }
}
