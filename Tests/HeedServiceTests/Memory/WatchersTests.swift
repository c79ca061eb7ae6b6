import Queueing
import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("Watchers")
struct WatchersTests {
  private let folder: TemporaryFolder
  private let store: SQLiteStore
  private let policy: LoadedPolicy
  private static let start = 1_795_330_800.0

  init() throws {
    folder = try TemporaryFolder()
    store = try SQLiteStore(folder: folder.path("data"))
    var settings = LoadedPolicy.standard.policy.settings
    settings.incidents.learningHours = 0
    policy = LoadedPolicy(settings, values: nil, hash: ContentHash())
  }

  private func watchers() -> Watchers { Watchers(policy.policy.settings, MemoryConfiguration()) }

  /// Carries out what watchers have to say, and says it.
  private func say(_ watchers: Watchers, at now: Double) throws -> [Rescorer.Cause] {
    guard let command = watchers.advance(policy, at: now) else { return [] }
    var context = QueueContext(QueueConfiguration())
    context.now = now
    _ = try store.transact { try command.apply(&context, $0) }
    return context.effects.flatMap(watchers.take)
  }

  private func put(_ story: StoredStory) throws { try store.transact { try $0.putStory(story) } }

  /// A story that many have shared within minutes.
  private func growing(_ id: String, customer: String? = nil) -> StoredStory {
    var story = StoredStory(
      id: id, postedAt: Self.start, time: Self.start, lastShareAt: Self.start + 300, customer: customer)
    var estimator = story.estimator(policy.policy.settings.story)
    for share in 1...30 { estimator.share(at: Self.start + Double(share) * 10) }
    story.keep(estimator)
    story.sharers = 30
    return story
  }

  @Test("Nothing is said before it is stored, and then who is concerned is named: by story, by copy and by author")
  func story() throws {
    let watchers = watchers()
    let story = growing("s-1", customer: "c-1")
    try put(story)
    #expect(watchers.take(.story(story)) == [])
    #expect(watchers.take(.copy("s-2", ofStory: "s-1")) == [])
    #expect(watchers.readings.story("s-2") == Readings.Story(growthProbability: 0, sharers: 0))
    let command = try #require(watchers.advance(policy, at: Self.start + 300))
    #expect(watchers.readings.story("s-1")?.sharers == 0, "it is not stored yet")
    // The store fails, and the same is to be said again.
    #expect(watchers.advance(policy, at: Self.start + 300) == nil, "not twice in a second")
    let again = try #require(watchers.advance(policy, at: Self.start + 302))
    #expect(again.changes == command.changes && command.changes.count == 1)
    var context = QueueContext(QueueConfiguration())
    _ = try store.transact { try again.apply(&context, $0) }
    let causes = context.effects.flatMap(watchers.take)
    #expect(Set(causes) == [.story("s-1"), .story("s-2"), .customer("c-1")])
    let said = try #require(watchers.readings.story("s-2"))
    #expect(said.sharers == 30 && said.growthProbability > 0.5 && watchers.readings.story("s-1") == said)
    #expect(watchers.readings.authored == ["c-1": "s-1"])
    let stored = try #require(try store.read { try $0.story(id: "s-1") })
    #expect(stored.publishedSharers == 30 && stored.publishedProbability == said.growthProbability && stored.isLive)
  }

  @Test("A story that is over is forgotten, and said to be past")
  func over() throws {
    let watchers = watchers()
    let story = growing("s-1", customer: "c-1")
    try put(story)
    _ = watchers.take(.story(story))
    var causes = try say(watchers, at: Self.start + 300)
    var now = Self.start + 300
    while watchers.readings.story("s-1") != nil, now < Self.start + 30 * 86_400 {
      now += 3600
      causes = try say(watchers, at: now)
    }
    #expect(causes.contains(.story("s-1")) && causes.contains(.customer("c-1")))
    #expect(watchers.readings.authored.isEmpty && watchers.readings.copies.isEmpty)
    #expect(try store.read { try $0.story(id: "s-1") }?.isLive == false)
  }

  @Test("A story that is deleted is gone, and who was concerned is named")
  func deleted() throws {
    let watchers = watchers()
    _ = watchers.take(.story(growing("s-1", customer: "c-1")))
    _ = watchers.take(.copy("s-2", ofStory: "s-1"))
    #expect(Set(watchers.take(.storyGone(id: "s-1"))) == [.story("s-1"), .story("s-2"), .customer("c-1")])
    #expect(watchers.readings == Readings())
  }

  @Test("An author who is erased has no story, and the story goes on")
  func author() throws {
    let watchers = watchers()
    _ = watchers.take(.story(growing("s-1", customer: "c-1")))
    _ = watchers.take(.storiesWithoutAuthor(customer: "c-1"))
    #expect(watchers.readings.authored.isEmpty && watchers.readings.story("s-1") != nil)
  }

  @Test("A copy is found by its text, also after a restart")
  func copies() throws {
    let text = "the new washing machine by acme broke after two days and the hotline laughed at me"
    let sketch = PostSketch(text)
    var story = growing("s-1")
    story.sketch = sketch.bytes
    try put(story)
    let watchers = watchers()
    #expect(watchers.nearest(sketch) == nil)
    _ = watchers.take(.story(story))
    #expect(watchers.nearest(PostSketch("RT: " + text)) == "s-1")
    let others = self.watchers()
    try store.read { try others.recover(from: $0, policy, at: Self.start) }
    #expect(others.nearest(sketch) == "s-1")
    _ = others.take(.storyGone(id: "s-1"))
    #expect(others.nearest(sketch) == nil)
  }

  @Test("A surge is stored with a number, said, found again after a restart, and closed under the same number")
  func incident() throws {
    var watchers = watchers()
    var now = Self.start
    var causes: [Rescorer.Cause] = []
    for _ in 0..<100 where causes.isEmpty {
      now += 10
      _ = watchers.take(.contact(topic: "outage", at: now))
      causes = try say(watchers, at: now)
    }
    #expect(causes == [.topic("outage")] && (watchers.readings.incidents["outage"] ?? 0) >= 0.95)
    let stored = try #require(try store.read { try $0.incidents(since: 0, limit: 10) }.first)
    #expect(stored.endedAt == nil && stored.openedAt == now && stored.topic == "outage")
    let others = self.watchers()
    try store.read { try others.recover(from: $0, policy, at: now) }
    let said = try #require(watchers.readings.incidents["outage"])
    #expect(abs((others.readings.incidents["outage"] ?? 0) - said) < 0.05, "\(others.readings) \(said)")
    watchers = others
    causes = []
    for _ in 0..<500 where try store.read({ try $0.incidents(since: 0, limit: 10) }).first?.endedAt == nil {
      now += 120
      causes = try say(watchers, at: now)
    }
    #expect(causes == [.topic("outage")] && watchers.readings.incidents.isEmpty)
    let all = try store.read { try $0.incidents(since: 0, limit: 10) }
    #expect(all.map(\.number) == [stored.number] && (all.first?.size ?? 0) >= stored.size)
  }
}
