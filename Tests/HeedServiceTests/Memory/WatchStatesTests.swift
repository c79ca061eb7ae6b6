import Queueing
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("What the watch of incidents has learnt, as it is stored")
struct WatchStatesTests {
  private let folder: TemporaryFolder
  private let store: SQLiteStore
  private static let start = 1_795_330_800.0

  init() throws {
    folder = try TemporaryFolder()
    store = try SQLiteStore(folder: folder.path("data"))
  }

  /// A watch of random traffic over some days, with an incident at the end for the most part.
  private static func watch(_ random: inout SeededGenerator) -> (IncidentWatch, Double) {
    var settings = IncidentSettings()
    settings.learningHours = 0
    var watch = IncidentWatch(settings: settings)
    var now = start
    for _ in 0..<Int.random(in: 1...400, using: &random) {
      now += random.logUniform(1...3000)
      watch.observe(topic: ["a", "b/c", "ä", "", "a b"].randomElement(using: &random)!, at: now)
      _ = watch.advance(to: now)
    }
    for _ in 0..<40 {
      now += 5
      watch.observe(topic: "surging", at: now)
      _ = watch.advance(to: now)
    }
    return (watch, now)
  }

  private func keep(_ watch: inout IncidentWatch) throws {
    let changes = WatchStates.changes(watch.takeChanges())
    try store.transact { transaction in
      for change in changes { try transaction.putState(change.state, name: change.name) }
    }
  }

  @Test("It comes back as it was, and goes on alike")
  func roundTrip() throws {
    for seed in 0..<20 {
      var random = SeededGenerator(seed: SeededGenerator().seed &+ UInt64(seed))
      var (watch, now) = Self.watch(&random)
      try keep(&watch)
      var back = try #require(try store.read { try WatchStates.incidents(from: $0, watch.settings) }, "\(random)")
      #expect(back.record == watch.record && back.open == watch.open, "\(random)")
      let topics = { (watch: IncidentWatch) in watch.topicRecords.sorted { $0.topic < $1.topic } }
      #expect(topics(back) == topics(watch), "\(random)")
      for _ in 0..<100 {
        now += random.logUniform(1...600)
        let topic = ["a", "surging", "new"].randomElement(using: &random)!
        watch.observe(topic: topic, at: now)
        back.observe(topic: topic, at: now)
        #expect(watch.advance(to: now) == back.advance(to: now), "\(random)")
      }
      // What is forgotten is in the next case's way otherwise.
      try store.transact { transaction in
        var names: [String] = []
        try transaction.eachState(prefix: "incidents") { name, _ in names.append(name) }
        for name in names { try transaction.putState(nil, name: name) }
      }
    }
  }

  @Test("Without a state there is no watch, and one that is broken is as none")
  func broken() throws {
    #expect(try store.read { try WatchStates.incidents(from: $0, IncidentSettings()) } == nil)
    for state in [[], [1, 2, 3], [UInt8](repeating: 0xFF, count: 8), [UInt8](repeating: 0xFF, count: 8 * 344)]
      as [[UInt8]]
    {
      try store.transact { try $0.putState(state, name: "incidents") }
      #expect(try store.read { try WatchStates.incidents(from: $0, IncidentSettings()) } == nil, "\(state.count) bytes")
    }
    var random = SeededGenerator()
    var (watch, _) = Self.watch(&random)
    try keep(&watch)
    try store.transact { transaction in
      try transaction.putState([1], name: "incidents/a")
      try transaction.putState([UInt8](repeating: 0xFF, count: 80), name: "incidents/ä")
    }
    // Topics that are broken are learnt anew.
    let back = try #require(try store.read { try WatchStates.incidents(from: $0, watch.settings) }, "\(random)")
    #expect(back.topicRecords.allSatisfy { !["a", "ä"].contains($0.topic) }, "\(random)")
  }
}
