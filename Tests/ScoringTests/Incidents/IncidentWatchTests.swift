import Foundation
import TestSupport
import Testing

@testable import Scoring

@Suite("Incident watch")
struct IncidentWatchTests {
  private static let start = IncidentPowerTests.start
  /// After four weeks of normal traffic, Thursday 10:00.
  private static let later = start + Double(4 * 168 + 10) * 3600

  /// Twenty topics of five tickets an hour, watched for four weeks; and how the traffic goes on. Always the same one, as
  /// what follows from it are examples.
  private static func learnt(_ settings: IncidentSettings = IncidentSettings()) -> (IncidentWatch, SimulatedTraffic) {
    var traffic = SimulatedTraffic(rates: Array(repeating: 5, count: 20), generator: SeededGenerator(seed: 5))
    var watch = IncidentWatch(settings: settings)
    traffic.feed(&watch, from: start, hours: 4 * 168 + 10) { _, _ in }
    return (watch, traffic)
  }

  /// A surge on one topic: a ticket every `gap` seconds.
  private static func surge(
    _ watch: inout IncidentWatch, topic: String, from start: Double, to end: Double, gap: Double
  ) -> [IncidentChange] {
    var changes: [IncidentChange] = []
    var time = start
    while time < end {
      watch.observe(topic: topic, at: time)
      changes += watch.advance(to: time)
      time += gap
    }
    return changes
  }

  @Test("opens on a surge, says when it began, and closes by time alone")
  func life() throws {
    var (watch, _) = Self.learnt()
    #expect(watch.reading(topic: "3") == nil)
    // A hundred tickets an hour where some twelve are normal.
    let changes = Self.surge(&watch, topic: "3", from: Self.later, to: Self.later + 3600, gap: 36)
    guard case .opened(let incident) = try #require(changes.first) else {
      Issue.record("not opened first")
      return
    }
    #expect(incident.topic == "3" && incident.endedAt == nil)
    #expect(abs(incident.startedAt - Self.later) < 600, "\(incident.startedAt - Self.later)")
    #expect(incident.probability >= 0.95)
    let open = try #require(watch.open.first)
    #expect(watch.open.count == 1)
    #expect(watch.reading(topic: "3") == open.probability)
    #expect(watch.reading(topic: "4") == nil)
    #expect(abs(open.size - 100) <= 10 && open.expected > 8 && open.expected < 20, "\(open)")

    var closed: Incident?
    var closedAt = 0.0
    for minute in 1...360 {
      let time = Self.later + 3600 + Double(minute) * 60
      for case .closed(let incident) in watch.advance(to: time) {
        closed = incident
        closedAt = time
      }
    }
    let over = try #require(closed)
    let end = try #require(over.endedAt)
    #expect(end > Self.later + 3600 && end <= closedAt - watch.settings.closeAfterSeconds)
    #expect(closedAt < Self.later + 3 * 3600, "\(closedAt - Self.later)")
    #expect(watch.open.isEmpty && watch.reading(topic: "3") == nil)
  }

  @Test("closes within a day by time alone, however rare the topic and great the surge")
  func closing() {
    var generator = SeededGenerator()
    var opened = 0
    for _ in 0..<40 {
      let rate = generator.logUniform(0.001...20)
      var traffic = SimulatedTraffic(rates: [rate, 3, 10], generator: generator)
      var watch = IncidentWatch(settings: IncidentSettings())
      traffic.feed(&watch, from: Self.start, hours: 2 * 168 + 10) { _, _ in }
      generator = traffic.generator
      let begin = Self.start + Double(2 * 168 + 10) * 3600
      let gap = generator.logUniform(1...min(600, 180 / rate))
      let last = begin + gap * generator.logUniform(20...200)
      let changes = Self.surge(&watch, topic: "0", from: begin, to: last, gap: gap)
      // Twenty tickets on a busy topic may yet be chance.
      if !changes.isEmpty { opened += 1 }
      var time = last
      while time < last + 86_400 {
        time += 60
        _ = watch.advance(to: time)
      }
      #expect(watch.open.isEmpty, "\(rate), \(gap), \(last - begin), \(watch.open), \(generator)")
    }
    #expect(opened > 30, "\(generator)")
  }

  @Test("publishes what it returned, and nothing else")
  func published() {
    var (watch, traffic) = Self.learnt()
    traffic.surge = 6
    var published: [String: Double] = [:]
    for hour in 0..<4 {
      if hour == 2 { traffic.surge = 1 }
      traffic.feed(&watch, from: Self.later + Double(hour) * 3600, hours: 1) { _, change in
        switch change {
        case .opened(let incident): published[incident.topic] = incident.probability
        case .updated(let incident):
          #expect(abs((published[incident.topic] ?? -1) - incident.probability) >= 0.1)
          published[incident.topic] = incident.probability
        case .closed(let incident): published[incident.topic] = nil
        }
      }
      for topic in 0..<20 { #expect(watch.reading(topic: "\(topic)") == published["\(topic)"]) }
      if hour == 1 { #expect(published.count >= 18, "\(published)") }
    }
  }

  @Test("opens nothing before a day was seen, and by few tickets never")
  func learning() {
    var watch = IncidentWatch(settings: IncidentSettings())
    let early =
      Self.surge(&watch, topic: "a", from: Self.start, to: Self.start + 86_300, gap: 600)
      + Self.surge(&watch, topic: "b", from: Self.start + 86_300, to: Self.start + 86_390, gap: 1)
    #expect(early.isEmpty)
    var (calm, _) = Self.learnt()
    var settings = IncidentSettings()
    settings.leastTickets = 50
    var (patient, _) = Self.learnt(settings)
    #expect(Self.surge(&calm, topic: "new", from: Self.later, to: Self.later + 40, gap: 1).count >= 1)
    #expect(Self.surge(&patient, topic: "new", from: Self.later, to: Self.later + 40, gap: 1).isEmpty)
  }

  @Test("does not take a surge for normal while it lasts, but does in the end")
  func normality() {
    var (watch, traffic) = Self.learnt()
    let day = { (watch: IncidentWatch) in
      watch.expected(topic: "3", from: Self.later + 14 * 86_400, to: Self.later + 15 * 86_400)
    }
    let before = day(watch)
    traffic.rates[3] = 50
    traffic.feed(&watch, from: Self.later, hours: 48) { _, _ in }
    #expect(watch.open.map(\.topic) == ["3"])
    #expect(abs(day(watch) / before - 1) < 0.1, "\(day(watch)), \(before)")
    var closed: [Incident] = []
    traffic.feed(&watch, from: Self.later + 2 * 86_400, hours: 7 * 24) { _, change in
      if case .closed(let incident) = change { closed.append(incident) }
    }
    #expect(closed.map(\.topic) == ["3"] && watch.open.isEmpty)
    #expect(day(watch) > 8 * before && day(watch) < 12 * before, "\(day(watch)), \(before)")
  }

  @Test("rises with every further ticket", arguments: [0.2, 1, 5])
  func monotone(rate: Double) {
    var traffic = SimulatedTraffic(rates: Array(repeating: rate, count: 10), generator: SeededGenerator())
    var watch = IncidentWatch(settings: IncidentSettings())
    traffic.feed(&watch, from: Self.start, hours: 3 * 168) { _, _ in }
    let time = Self.start + 3 * 604_800 + 1
    func probability(_ watch: IncidentWatch, _ topic: String) -> Double {
      let watched = watch.topics.first { $0.record.topic == topic }
      return watched?.probability(baseline: watch.baseline, settings: watch.settings) ?? -1
    }
    for topic in 0..<10 {
      var last = 0.0
      for _ in 0..<30 {
        watch.observe(topic: "\(topic)", at: time)
        let value = probability(watch, "\(topic)")
        #expect(value >= last - 1e-9 && value <= 1, "\(traffic.generator)")
        last = value
      }
      #expect(last > 0.95, "\(last), \(traffic.generator)")
    }
  }

  @Test("does not mind the order of tickets within a second")
  func order() throws {
    var generator = SeededGenerator()
    let (learnt, _) = Self.learnt()
    for _ in 0..<20 {
      var (one, other) = (learnt, learnt)
      var tickets: [(String, Double)] = []
      for second in 0..<60 {
        let time = Self.later + Double(second)
        let within = (0..<8).map { _ in
          (String(Int.random(in: 0..<6, using: &generator)), time + Double.random(in: 0..<1, using: &generator))
        }
        tickets += within
        for (topic, time) in within { one.observe(topic: topic, at: time) }
        for (topic, time) in within.shuffled(using: &generator) { other.observe(topic: topic, at: time) }
        #expect(one.advance(to: time + 1) == other.advance(to: time + 1), "\(tickets), \(generator)")
      }
      #expect(one.topicRecords == other.topicRecords, "\(tickets), \(generator)")
      let (left, right) = try (#require(one.record), #require(other.record))
      #expect(abs(left.hourTickets - right.hourTickets) < 1e-9, "\(generator)")
    }
  }

  @Test("ignores times that are none, and lets no time go back")
  func badTimes() {
    var watch = IncidentWatch(settings: IncidentSettings())
    for time in [Double.nan, .infinity, -.infinity, 1e300] {
      watch.observe(topic: "a", at: time)
      #expect(watch.advance(to: time).isEmpty)
      watch.resume(at: time)
      #expect(watch.time == nil && watch.topicRecords.isEmpty)
      #expect(watch.expected(topic: "a", from: 0, to: time) == 0 && watch.expected(topic: "a", from: time, to: 0) == 0)
    }
    watch.observe(topic: "a", at: 1e9)
    #expect(watch.advance(to: 1e9 + 10).isEmpty)
    watch.observe(topic: "a", at: 1e9 - 500)
    #expect(watch.advance(to: 1e9 - 500).isEmpty)
    #expect(watch.time == 1e9 + 10)
    #expect(watch.topicRecords.first?.riseTickets == 2)
  }

  @Test("forgets the least active topics without an incident first")
  func bounded() {
    var settings = IncidentSettings()
    settings.mostTopics = 32
    var (watch, _) = Self.learnt(settings)
    _ = Self.surge(&watch, topic: "quick", from: Self.later, to: Self.later + 60, gap: 2)
    #expect(watch.open.map(\.topic) == ["quick"])
    for number in 0..<500 {
      watch.observe(topic: "rare \(number)", at: Self.later + 61 + Double(number))
      #expect(watch.topicRecords.count <= 32)
    }
    let kept = Set(watch.topicRecords.map(\.topic))
    #expect(kept.contains("quick") && kept.contains("rare 499") && !kept.contains("rare 1"))
    #expect(kept.isSuperset(of: (0..<20).map(String.init)))
    #expect(watch.open.map(\.topic) == ["quick"])
  }

  @Test("goes by other settings without forgetting what it learnt, or what is to be stored")
  func adopt() {
    var (watch, _) = Self.learnt()
    _ = Self.surge(&watch, topic: "3", from: Self.later, to: Self.later + 3600, gap: 36)
    let expected = watch.expected(topic: "4", from: Self.later, to: Self.later + 86_400)
    _ = watch.takeChanges()
    watch.observe(topic: "5", at: Self.later + 3600)
    var settings = watch.settings
    settings.openFrom = 0.99
    settings.mostTopics = 16
    watch.adopt(settings)
    #expect(watch.settings == settings)
    #expect(watch.topicRecords.count <= 16 && watch.open.map(\.topic) == ["3"])
    #expect(watch.expected(topic: "4", from: Self.later, to: Self.later + 86_400) == expected)
    let changes = watch.takeChanges()
    #expect(changes.forgotten.count == 20 - watch.topicRecords.count)
    #expect(changes.topics.map(\.topic) == ["5"] || changes.forgotten.contains("5"))
  }
}
