import Foundation
import TestSupport
import Testing

@testable import Scoring

/// How often chance opens an incident, and how soon a true surge does, on simulated traffic.
@Suite("Incidents on simulated traffic")
struct IncidentPowerTests {
  /// A Thursday, 00:00.
  static let start = 2000 * 604_800.0
  static let week = 168

  @Test("opens less than one incident by chance in 100 topic-weeks, once three weeks are learnt")
  func falseAlarms() {
    let topics = 200
    let weeks = 6
    var generator = SeededGenerator()
    let rates = (0..<topics).map { _ in generator.logUniform(0.02...20) }
    var traffic = SimulatedTraffic(rates: rates, generator: generator)
    var watch = IncidentWatch(settings: IncidentSettings())
    var learning = 0
    traffic.feed(&watch, from: Self.start, hours: 3 * Self.week) { _, change in
      if case .opened = change { learning += 1 }
    }
    var opened: [String] = []
    traffic.feed(&watch, from: Self.start + 3 * 604_800, hours: weeks * Self.week) { _, change in
      guard case .opened(let incident) = change, let topic = Int(incident.topic) else { return }
      opened.append(String(format: "%.2f/h: %ld, expected %.1f", rates[topic], incident.size, incident.expected))
    }
    print("| while three weeks are learnt | \(topics * 3) | \(learning) |")
    print("| in \(weeks) weeks after | \(topics * weeks) | \(opened.count) |")
    #expect(Double(opened.count) < Double(topics * weeks) / 100, "\(opened), \(generator)")
    #expect(learning < topics * 3 / 100, "\(generator)")
  }

  @Test("opens the sooner, the greater the surge and the busier the topic")
  func delays() throws {
    let each = 50
    let bases = [0.2, 1, 5, 20]
    let rates = bases.flatMap { Array(repeating: $0, count: each) }
    var traffic = SimulatedTraffic(rates: rates, generator: SeededGenerator())
    var learnt = IncidentWatch(settings: IncidentSettings())
    traffic.feed(&learnt, from: Self.start, hours: 4 * Self.week + 10) { _, _ in }
    // From Thursday, 10:00 on, when the level is about the weekday's greatest.
    let begin = Self.start + Double(4 * Self.week + 10) * 3600
    for surge in [1.5, 2, 3, 5, 10] {
      var watch = learnt
      traffic.surge = surge
      var delays: [Int: Double] = [:]
      traffic.feed(&watch, from: begin, hours: 6) { time, change in
        guard case .opened(let incident) = change, let topic = Int(incident.topic) else { return }
        delays[topic] = min(time - begin, delays[topic] ?? .infinity)
      }
      let found = bases.indices.map { index in
        (index * each..<(index + 1) * each).compactMap { delays[$0] }.sorted()
      }
      print("| ×\(surge) | " + found.map { Self.cell($0, of: each) }.joined(separator: " | ") + " |")
      let message = "\(found), \(traffic.generator)"
      switch surge {
      // What does not exceed the factor is no surge.
      case 1.5: #expect(found.allSatisfy { $0.count <= each / 10 }, "\(message)")
      case 5: #expect(found[1...].allSatisfy { $0.count > each * 9 / 10 }, "\(message)")
      case 10:
        #expect(found.allSatisfy { $0.count > each * 9 / 10 }, "\(message)")
        #expect(found[3][each / 2] <= 10 * 60 && found[2][each / 2] <= 15 * 60, "\(message)")
      default: break
      }
    }
  }

  /// Which part of the surges was found within six hours, and how soon half of all were.
  private static func cell(_ delays: [Double], of all: Int) -> String {
    let part = "\(delays.count * 100 / all) %"
    return delays.count > all / 2 ? part + String(format: ", %.0f min", delays[all / 2] / 60) : part
  }
}
