import Foundation
import TestSupport
import Testing

@testable import HeedService

@Suite("Incidents over HTTP")
struct IncidentRoutesTests {
  private let folder: TemporaryFolder
  private let policy: String

  /// The default policy, but that a surge may open an incident from the first minute on.
  init() throws {
    folder = try TemporaryFolder()
    let text = String(decoding: try Repository.bytes("config/policy.yaml"), as: UTF8.self)
    try folder.write(
      String(decoding: try Repository.bytes("config/population.csv"), as: UTF8.self), to: "population.csv")
    for name in try FileManager.default.contentsOfDirectory(atPath: Repository.path("config"))
    where name.hasSuffix(".tsv") {
      try FileManager.default.copyItem(atPath: Repository.path("config/\(name)"), toPath: folder.path(name))
    }
    policy = try folder.write(text.replacing("learning_hours: 24", with: "learning_hours: 0"), to: "policy.yaml")
  }

  private func service() throws -> QueueService {
    let policy = policy
    return try QueueService(agesPass: true) { $0.policy = policy }
  }

  private func enqueue(_ id: String, _ topic: String, _ service: QueueService) throws {
    try service.json("POST", "/queue", #"{"ticket":{"id":"\#(id)","topic":"\#(topic)"}}"#, status: 201)
  }

  /// A ticket every ten seconds on a topic of which there was none, until an incident is open.
  private func surge(_ service: QueueService) throws -> JSONTree {
    var incident = JSONTree.null
    for number in 1...60 where incident == .null {
      try enqueue("o-\(number)", "outage", service)
      service.look(after: 10)
      incident = try service.json("GET", "/incidents")["incidents"].array?.first ?? .null
    }
    return incident
  }

  @Test("A surge is told with its start, size and examples, and lifts all its tickets; they go back when it is over")
  func life() throws {
    let service = try service()
    try enqueue("quiet", "billing", service)
    try enqueue("first", "outage", service)
    let before = try service.json("GET", "/queue/first")
    let incident = try surge(service)
    #expect(incident["topic"] == .string("outage") && incident["state"] == .string("open"), "\(incident)")
    #expect(incident["ended_at"] == .null && (incident["probability"].number ?? 0) >= 0.95)
    #expect((incident["tickets"].number ?? 0) >= 5 && (incident["expected_tickets"].number ?? 99) < 5)
    #expect(incident["examples"].strings.first == "first")
    try service.eventually("those who wait are lifted") {
      try service.json("GET", "/queue/first")["decision"].points["incident"] ?? 0 > 5
    }
    #expect(try service.json("GET", "/queue/quiet")["version"] == .number(1))
    let fresh = try service.json("POST", "/score", #"{"ticket":{"id":"T","topic":"outage"}}"#)
    #expect(fresh.factor("incident")["source"] == .string("watcher") && (fresh.points["incident"] ?? 0) > 5)
    let told = #"{"ticket":{"id":"T","topic":"outage","incident":{"probability":0}}}"#
    #expect(try service.json("POST", "/score", told).points["incident"] == 0, "what the request says wins")
    // It is over by time alone.
    for _ in 0..<60 where try service.json("GET", "/incidents")["incidents"].array?.first?["state"] == .string("open") {
      service.look(after: 600)
    }
    let closed = try service.json("GET", "/incidents")["incidents"].array?.first ?? .null
    #expect(closed["state"] == .string("closed") && closed["ended_at"] != .null && closed["examples"] == .array([]))
    try service.eventually("they go back") {
      let ticket = try service.json("GET", "/queue/first")
      return ["tier", "desk", "score", "head_start_seconds", "arrived_at"].allSatisfy { ticket[$0] == before[$0] }
    }
    #expect(try service.json("GET", "/incidents?days=0")["incidents"] == .array([]))
  }

  @Test("A restart knows the incident that is open, and what was learnt")
  func restart() async throws {
    let service = try service()
    let before = try surge(service)
    #expect(before["state"] == .string("open"))
    try await service.restart()
    let after = try service.json("GET", "/incidents")["incidents"].array ?? []
    #expect(after.count == 1 && after.first?["incident"] == before["incident"])
    #expect(after.first?["started_at"] == before["started_at"])
    let fresh = try service.json("POST", "/score", #"{"ticket":{"id":"T","topic":"outage"}}"#)
    #expect((fresh.points["incident"] ?? 0) > 5)
  }

  @Test("Parameters that are wrong are refused")
  func refused() throws {
    let service = try service()
    for query in ["days=-1", "days=x", "limit=0", "limit=1001", "state=open", "limit=1&limit=1"] {
      try service.json("GET", "/incidents?\(query)", status: 422)
    }
  }
}
