import Foundation
import TestSupport
import Testing

@testable import Scoring

@Suite("Storing an incident watch")
struct IncidentStorageTests {
  private static let start = IncidentPowerTests.start

  @Test("restoring gives the same state, and the same course from there")
  func restore() throws {
    var traffic = SimulatedTraffic(rates: [0.1, 0.5, 1, 2, 5, 10, 20], generator: SeededGenerator())
    var watch = IncidentWatch(settings: IncidentSettings())
    traffic.feed(&watch, from: Self.start, hours: 3 * 168 + 9) { _, _ in }
    traffic.surge = 6
    traffic.feed(&watch, from: Self.start + (3 * 168 + 9) * 3600, hours: 1) { _, _ in }
    #expect(!watch.open.isEmpty)
    let row = try #require(watch.record)
    var again = try #require(
      IncidentWatch(restoring: row, topics: watch.topicRecords, settings: watch.settings))
    #expect(again.record == watch.record)
    #expect(again.topicRecords == watch.topicRecords)
    #expect(again.open == watch.open)
    #expect(again.baseline == watch.baseline)

    // What was touched at the moment of the copy is looked at again with its next ticket only; so whole minutes are fed.
    traffic.surge = 1
    var other = traffic
    var (one, two): ([IncidentChange], [IncidentChange]) = ([], [])
    traffic.feed(&watch, from: Self.start + (3 * 168 + 10) * 3600, hours: 10) { _, change in one.append(change) }
    other.feed(&again, from: Self.start + (3 * 168 + 10) * 3600, hours: 10) { _, change in two.append(change) }
    #expect(!one.isEmpty && one == two)
    #expect(again.topicRecords == watch.topicRecords)
  }

  @Test("the changes taken after each hour add up to the state")
  func changes() throws {
    var settings = IncidentSettings()
    settings.mostTopics = 40
    var generator = SeededGenerator()
    let rates = (0..<60).map { _ in generator.logUniform(0.01...5) }
    var traffic = SimulatedTraffic(rates: rates, generator: generator)
    var watch = IncidentWatch(settings: settings)
    var row: WatchRecord?
    var rows: [String: TopicRecord] = [:]
    for hour in 0..<300 {
      traffic.surge = hour % 50 == 30 ? 8 : 1
      traffic.feed(&watch, from: Self.start + Double(hour) * 3600, hours: 1) { _, _ in }
      let changes = watch.takeChanges()
      row = changes.watch ?? row
      for topic in changes.forgotten { #expect(rows.removeValue(forKey: topic) != nil || !changes.topics.isEmpty) }
      for record in changes.topics { rows[record.topic] = record }
    }
    #expect(Set(rows.keys) == Set(watch.topicRecords.map(\.topic)), "\(traffic.generator)")
    let last = try #require(row)
    let again = try #require(IncidentWatch(restoring: last, topics: Array(rows.values), settings: settings))
    #expect(again.open.map(\.topic) == watch.open.map(\.topic))
    let day = Self.start + 20 * 86_400
    for topic in rows.keys {
      let expected = watch.expected(topic: topic, from: day, to: day + 86_400)
      let restored = again.expected(topic: topic, from: day, to: day + 86_400)
      #expect(abs(restored / expected - 1) < 0.02, "\(topic): \(restored), \(expected), \(traffic.generator)")
    }
  }

  @Test("time that nobody watched changes nothing of what is normal")
  func resume() {
    var traffic = SimulatedTraffic(rates: [1, 5, 20], generator: SeededGenerator())
    var watch = IncidentWatch(settings: IncidentSettings())
    traffic.feed(&watch, from: Self.start, hours: 3 * 168) { _, _ in }
    let end = Self.start + 3 * 604_800
    var unwatched = watch
    unwatched.resume(at: end + 5 * 86_400)
    var silent = watch
    _ = silent.advance(to: end + 5 * 86_400)
    silent.observe(topic: "1", at: end + 5 * 86_400)
    let day = end + 7 * 86_400
    for topic in ["0", "1", "2"] {
      let before = watch.expected(topic: topic, from: day, to: day + 86_400)
      let after = unwatched.expected(topic: topic, from: day, to: day + 86_400)
      #expect(abs(after / before - 1) < 0.03, "\(topic): \(after), \(before)")
    }
    #expect(
      silent.expected(topic: "1", from: day, to: day + 86_400)
        < 0.9 * watch.expected(topic: "1", from: day, to: day + 86_400))
  }

  @Test("refuses rows that no watch wrote")
  func damaged() throws {
    var watch = IncidentWatch(settings: IncidentSettings())
    watch.observe(topic: "a", at: Self.start)
    let row = try #require(watch.record)
    let topic = try #require(watch.topicRecords.first)
    #expect(IncidentWatch(restoring: row, topics: [topic], settings: watch.settings) != nil)
    #expect(IncidentWatch(restoring: row, topics: [topic, topic], settings: watch.settings) == nil)
    func refuses(_ change: (inout WatchRecord, inout TopicRecord) -> Void) -> Bool {
      var (row, topic) = (row, topic)
      change(&row, &topic)
      return IncidentWatch(restoring: row, topics: [topic], settings: watch.settings) == nil
    }
    #expect(refuses { row, _ in row.counts.removeLast() })
    #expect(refuses { row, _ in row.hours[3] = -1 })
    #expect(refuses { row, _ in row.time = .nan })
    #expect(refuses { row, _ in row.topicRate = 0 })
    #expect(refuses { _, topic in topic.normal = .infinity })
    #expect(refuses { _, topic in topic.fresh = topic.normal + 1 })
    #expect(refuses { _, topic in topic.riseTickets = -1 })
    #expect(refuses { _, topic in topic.time = .nan })
    #expect(
      refuses { _, topic in
        topic.incident = Incident(
          topic: "b", startedAt: 0, size: 5, expected: 1, probability: 0.9, peakProbability: 0.9)
      })
  }
}
