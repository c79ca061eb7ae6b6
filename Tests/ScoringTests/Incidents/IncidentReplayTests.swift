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
          if ProcessInfo.processInfo.environment["DEBUG"] != nil, Int(second) % 21600 == 0 {
            let p = watch.baseline.profile
            print(Self.moment(second), "wobble", p.wobble.value, "doubt", p.doubts[WeekTime(second).slot], "rate", p.rate,
              watch.topics.map { String(format: "%@ %.2f", $0.record.topic, watch.baseline.rate(of: $0.record).mean) })
          }
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
    if ProcessInfo.processInfo.environment["DEBUG"] != nil {
      print(watch.baseline.profile.levels.map { String(format: "%.2f", $0) }, watch.baseline.profile.wobble.value,
        watch.baseline.prior)
    }

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
        var opened_at: Date
      }
      var ticket: Ticket
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let text = try String(contentsOf: #require(SharedData.url("requests.ndjson")), encoding: .utf8)
    return try text.split(whereSeparator: \.isNewline)
      .map { try decoder.decode(Line.self, from: Data($0.utf8)).ticket }
      .map { ($0.topic, $0.opened_at.timeIntervalSince1970) }
      .sorted { $0.1 < $1.1 }
  }
}
