import Foundation
import TestSupport
import Testing

@testable import Scoring

/// Eight days of complaints about three airlines, in which storms cancelled flights on 22 and 23 February 2015.
@Suite(
  "Replay of February 2015's complaints",
  .enabled(if: SharedData.has("requests.ndjson"), "needs the evaluation data beside the package"))
struct IncidentReplayTests {
  @Test("finds the storm of 22 February, on cancelled flights too, and cries wolf on no morning")
  func replay() throws {
    var watch = IncidentWatch(settings: IncidentSettings())
    var incidents: [Incident] = []
    var time: Double?
    for (topic, openedAt) in try Self.tickets() {
      if let time {
        var second = (time / 60).rounded(.down) * 60 + 60
        while second < openedAt {
          note(watch.advance(to: second))
          second += 60
        }
      }
      watch.observe(topic: topic, at: openedAt)
      note(watch.advance(to: openedAt))
      time = openedAt
    }
    incidents += watch.open
    incidents.sort { $0.startedAt < $1.startedAt }
    for incident in incidents { print(Self.row(incident)) }
    // The counts by hour show it from Sunday's evening on, over all topics; the rest of the week is ordinary.
    let cancelled = try #require(incidents.first { $0.topic == "cancelled-flight" })
    #expect(Self.moment(cancelled.startedAt).hasPrefix("02-22"))
    #expect(cancelled.size > 100 && Double(cancelled.size) > 3 * cancelled.expected)
    #expect(incidents.allSatisfy { Self.moment($0.startedAt) > "02-21" })
    #expect(incidents.count <= 12)

    func note(_ changes: [IncidentChange]) {
      for case .closed(let incident) in changes { incidents.append(incident) }
    }
  }

  private static func row(_ incident: Incident) -> String {
    let end = incident.endedAt.map(moment) ?? "open"
    return "| \(incident.topic) | \(moment(incident.startedAt)) | \(end) | \(incident.size) | "
      + String(format: "%.1f | %.2f |", incident.expected, incident.peakProbability)
  }

  private static func moment(_ time: Double) -> String {
    let text = Date(timeIntervalSince1970: time).ISO8601Format()
    return String(text.dropFirst(5).prefix(11)).replacingOccurrences(of: "T", with: " ")
  }

  /// Topic and time of each ticket, in time order.
  private static func tickets() throws -> [(topic: String, openedAt: Double)] {
    struct Line: Decodable {
      struct Ticket: Decodable {
        var topic: String
        var openedAt: Date
      }
      var ticket: Ticket
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.dateDecodingStrategy = .iso8601
    let text = try String(contentsOf: #require(SharedData.url("requests.ndjson")), encoding: .utf8)
    return try text.split(whereSeparator: \.isNewline)
      .map { try decoder.decode(Line.self, from: Data($0.utf8)).ticket }
      .map { ($0.topic, $0.openedAt.timeIntervalSince1970) }
      .sorted { $0.1 < $1.1 }
  }
}
