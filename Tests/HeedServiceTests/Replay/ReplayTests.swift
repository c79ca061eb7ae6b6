import Foundation
import JSON
import Logging
import TestSupport
import Testing

@testable import HeedService

@Suite("Playing the past again")
struct ReplayTests {
  private static let start = 1_795_305_600.0

  /// Two days of tickets on a few topics, by day more than by night, and a surge on one of them in the last two hours.
  private static func tickets(_ random: inout SeededGenerator) -> [String] {
    var times: [(Double, String)] = []
    for topic in ["billing", "delivery", "outage"] {
      var time = 0.0
      while time < 172_800 {
        time += -log(Double.random(in: 1e-12..<1, using: &random)) * 900
        times.append((time, topic))
      }
    }
    for index in 0..<60 { times.append((165_600 + Double(index) * 110, "outage")) }
    return times.filter { $0.0 < 172_800 }.sorted { $0.0 < $1.0 }.enumerated().map { index, ticket in
      let time = RFC3339.string(Int(start + ticket.0)) ?? ""
      return #"{"ticket":{"id":"T-\#(index)","topic":"\#(ticket.1)","opened_at":"\#(time)"},"#
        + #""customer":{"id":"c-\#(index % 97)"}}"#
    }
  }

  private static func replay(
    _ requests: [String], stories: [String] = [], _ change: (inout ReplayOptions) -> Void = { _ in }
  ) async throws -> ReplayResult {
    var input = ReplayInput()
    input.read(requests: Array(requests.joined(separator: "\n").utf8), name: "requests")
    input.read(stories: Array(stories.joined(separator: "\n").utf8), name: "stories")
    #expect(input.complaints.isEmpty)
    var configuration = ServiceConfiguration()
    configuration.policy = Repository.defaultPolicy
    var options = ReplayOptions()
    change(&options)
    let log = LogCapture()
    let result = try await Replay(
      configuration, input: input, options: options, logger: Logger(label: "test") { _ in log }
    ).run()
    #expect(log.lines(from: .warning) == [])
    return result
  }

  @Test("A surge is found and lifts those who wait; all tickets are taken, once each")
  func surge() async throws {
    var random = SeededGenerator()
    let requests = Self.tickets(&random)
    let result = try await Self.replay(requests) { $0.agents = .groups([.init(desk: nil, count: 2)]) }
    #expect(result.tickets == requests.count && result.refused == 0 && result.left == 0, "\(random)")
    #expect(result.tiers.map(\.decided).reduce(0, +) == requests.count, "\(random)")
    #expect(result.tiers.map(\.waits.count).reduce(0, +) == requests.count, "\(random)")
    let incident = try #require(result.incidents.first { $0.noticedAt > Self.start + 165_600 }, "\(random)")
    #expect(incident.topic == "outage" && incident.tickets > 20 && incident.peakProbability > 0.9, "\(random)")
    #expect(incident.startedAt < incident.noticedAt && incident.noticedAt < Self.start + 172_800, "\(random)")
    let opened = result.causes.filter { $0.kind == .incidentOpened && $0.name == "outage" }
    #expect(opened.allSatisfy { $0.lowered == 0 } && opened.contains { $0.raised > 0 }, "\(random)")
    for move in result.moves where result.causes[move.cause].kind == .incidentOpened {
      #expect(move.to.score > move.from.score, "\(random): \(move)")
    }
    #expect(result.requests >= 3 * requests.count, "each is sent, claimed and completed")
  }

  @Test("Time stands still while nobody looks: the same is played the same")
  func repeats() async throws {
    var random = SeededGenerator()
    let requests = Array(Self.tickets(&random).suffix(150))
    var results: [ReplayResult] = []
    for _ in 0..<2 {
      results.append(try await Self.replay(requests) { $0.agents = .groups([.init(desk: nil, count: 1)]) })
    }
    #expect(results[0].tiers.map(\.waits) == results[1].tiers.map(\.waits), "\(random)")
    #expect(results[0].moves.map(\.ticket) == results[1].moves.map(\.ticket), "\(random)")
    #expect(results[0].incidents.map(\.noticedAt) == results[1].incidents.map(\.noticedAt), "\(random)")
  }

  @Test("Customers who come again are remembered, where nobody has settled their matter")
  func memory() async throws {
    func ticket(_ id: String, _ customer: String, _ topic: String, _ minute: Int) -> String {
      #"{"ticket":{"id":"\#(id)","topic":"\#(topic)","opened_at":"2026-11-22T07:\#(10 + minute):00Z"},"#
        + #""customer":{"id":"\#(customer)"}}"#
    }
    let requests = [
      ticket("1", "ann", "late", 0), ticket("2", "bob", "late", 1), ticket("3", "ann", "late", 2),
      ticket("4", "ann", "food", 3), ticket("5", "ann", "late", 4), ticket("6", "bob", "food", 5),
    ]
    let result = try await Self.replay(requests) { $0.agents = .groups([]) }
    #expect(result.repeats.customers == 1 && result.repeats.tickets == 2)
    #expect(result.repeats.remembered == 2 && result.repeats.told == 0)
    #expect(result.left == 6 && result.worst.isEmpty)
  }

  @Test("A story that spreads lifts the tickets about it, and is named as the reason")
  func story() async throws {
    let ticket =
      #"{"ticket":{"id":"T-1","opened_at":"2026-11-22T07:00:00Z"},"social":{"consent":true,"story":{"id":"s"}}}"#
    let shares = (0..<40).map {
      #"{"story":"s","at":"2026-11-22T07:\#(10 + $0 / 4):\#(10 + $0 % 4 * 10)Z","sharer":"twitter:u\#($0)"}"#
    }
    let stories = [#"{"id":"s","posted_at":"2026-11-22T07:09:00Z"}"#] + shares
    let result = try await Self.replay([ticket], stories: stories) { $0.agents = .groups([]) }
    let first = try #require(result.causes.first)
    #expect(first.kind == .story && first.name == "s" && first.raised == 1)
    #expect(result.moves.allSatisfy { $0.ticket == "T-1" && $0.to.score > $0.from.score })
  }

  @Test("Tables and JSON tell it; a request that the service refuses is told by its ticket")
  func output() async throws {
    let requests = [
      #"{"ticket":{"id":"T-1","opened_at":"2026-11-22T07:00:00Z"}}"#,
      #"{"ticket":{"id":"T-2","severity":"awful","opened_at":"2026-11-22T07:00:00Z"}}"#,
    ]
    let result = try await Self.replay(requests) { $0.handlingSeconds = 60 }
    #expect(result.tickets == 1 && result.refused == 1 && result.complaints.first?.hasPrefix("ticket T-2: ") == true)
    let table = ReplayTable(result).text
    #expect(table.contains("1 agents take 1 min") && table.contains("No incident") && table.contains("T-1"))
    let json = try JSONTree(json: Array(ReplayJSON(result).text.utf8))
    #expect(json["tickets"] == .number(1) && json["worst"].array?.first?["ticket"] == .string("T-1"))
    #expect(json["tiers"].array?.count == result.tiers.count)
  }

  @Test("The database is kept where that is asked for, and never put among other files")
  func data() async throws {
    let folder = try TemporaryFolder()
    let requests = [#"{"ticket":{"id":"T-1","opened_at":"2026-11-22T07:00:00Z"}}"#]
    _ = try await Self.replay(requests) { $0.data = folder.path("kept") }
    #expect(FileManager.default.fileExists(atPath: folder.path("kept/heed.db")))
    await #expect(throws: ReplayError.self) { _ = try await Self.replay(requests) { $0.data = folder.path("kept") } }
    await #expect(throws: ReplayError.self) { _ = try await Self.replay([]) }
  }
}
