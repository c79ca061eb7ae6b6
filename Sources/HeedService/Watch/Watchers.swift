import Scoring
import Storage

/// Watches tickets by topic and stories by their shares, on the thread of the queue's writer. What it has to say is
/// stored first and said then, so that a restart says the same.
final class Watchers {
  private var incidents: IncidentWatch
  private var stories: StoryWatch
  private var posts = PostIndex()
  /// The authors of stories, by story.
  private var authors: [String: String] = [:]
  private(set) var readings = Readings()
  private var settings: PolicySettings
  private let memory: MemoryConfiguration
  private var nextLook = 0.0
  private var nextRecord = 0.0
  /// What is to be said and has not been stored yet.
  private var unsaid: [WatchChange] = []
  private var unstored: [String: WatchStates.Change] = [:]
  /// When follower counts read zero in droves, as far as that is stored or to be.
  private var outages: [ClosedRange<Double>] = []
  /// The numbers that open incidents are stored under, by topic.
  private var numbers: [String: Int64] = [:]

  /// What time does is looked at so often, and what was learnt is stored, in seconds.
  private static let lookSeconds = 1.0
  private static let recordSeconds = 15.0

  init(_ settings: PolicySettings, _ memory: MemoryConfiguration) {
    self.settings = settings
    self.memory = memory
    incidents = IncidentWatch(settings: settings.incidents)
    stories = StoryWatch(settings: settings.story, mostStories: memory.mostStories)
  }

  /// Reads what a store has of it.
  func recover(from reading: any StoreReading, _ policy: LoadedPolicy, at now: Double) throws {
    adopt(policy.policy.settings)
    outages = try WatchStates.outages(from: reading)
    policy.zeroCounts.restore(outages)
    incidents =
      try WatchStates.incidents(from: reading, settings.incidents) ?? IncidentWatch(settings: settings.incidents)
    incidents.resume(at: now)
    readings = Readings()
    numbers = [:]
    for incident in try reading.incidents(since: .infinity, limit: 10_000) where incident.endedAt == nil {
      numbers[incident.topic] = incident.number
    }
    readings.open = incidents.open
    for incident in incidents.open { readings.incidents[incident.topic] = incident.probability }
    (stories, posts, authors) = (
      StoryWatch(settings: settings.story, mostStories: memory.mostStories), PostIndex(), [:]
    )
    try reading.eachLiveStory { story in
      _ = take(.story(story))
      for copy in try reading.copies(ofStory: story.id) { _ = take(.copy(copy, ofStory: story.id)) }
    }
    unsaid = []
    unstored = [:]
  }

  /// What tickets are to be scored again for after a restart: that may have come before they were.
  var standing: [Rescorer.Cause] {
    readings.open.map { .topic($0.topic) }
      + readings.stories.filter { $0.value.growthProbability > 0 }.keys.sorted().flatMap(causes(ofStory:))
  }

  /// The story that a post says almost the same as.
  func nearest(_ sketch: PostSketch) -> String? { posts.nearest(sketch)?.id }

  /// Takes note of a change that is durable.
  ///
  /// - Returns: the tickets that are to be scored again.
  func take(_ effect: QueueEffect) -> [Rescorer.Cause] {
    switch effect {
    case .contact(let topic, let time): incidents.observe(topic: topic, at: time)
    case .story(let story): watch(story)
    case .copy(let copy, let id): readings.copies[copy] = id
    case .storyGone(let id): return forget(id)
    case .storiesWithoutAuthor(let customer):
      readings.authored[customer] = nil
      authors = authors.filter { $0.value != customer }
    case .published(let changes, let numbers):
      self.numbers = numbers
      unstored = [:]
      return changes.flatMap(say)
    case .customer, .identity, .rescore, .scrub, .ticket, .outbox, .outboxRevived: break
    }
    return []
  }

  private func watch(_ story: StoredStory) {
    let isNew = stories[story.id] == nil
    var state = story.state(settings.story)
    if let before = stories[story.id] {
      // What was said last it knows best: that is stored a moment after it is decided.
      state.publishedProbability = before.publishedProbability
      state.publishedSharers = before.publishedSharers
      state.isGrowing = before.isGrowing
    }
    stories.put(state)
    if isNew, let sketch = story.sketch.flatMap({ PostSketch(bytes: $0) }), sketch.isTelling {
      posts.add(story.id, sketch)
    }
    if let customer = story.customer {
      authors[story.id] = customer
    }
    if readings.stories[story.id] == nil || isNew {
      readings.stories[story.id] = Readings.Story(
        growthProbability: story.publishedProbability, sharers: story.publishedSharers)
    }
    if isNew, let customer = story.customer { chooseStory(of: customer) }
  }

  /// Of several stories of a customer it is the one that spreads most that tickets are scored with.
  private func chooseStory(of customer: String) {
    func signal(_ id: String) -> Double {
      readings.stories[id].map { storySignal(growthProbability: $0.growthProbability, sharers: $0.sharers) } ?? 0
    }
    let own = authors.filter { $0.value == customer }.keys.sorted()
    readings.authored[customer] = own.max { signal($0) < signal($1) }
  }

  private func forget(_ id: String) -> [Rescorer.Cause] {
    let causes = causes(ofStory: id)
    stories.remove(id: id)
    posts.remove(id)
    readings.stories[id] = nil
    readings.copies = readings.copies.filter { $0.value != id }
    if let author = authors.removeValue(forKey: id) { chooseStory(of: author) }
    return causes
  }

  private func causes(ofStory id: String) -> [Rescorer.Cause] {
    let copies = readings.copies.filter { $0.value == id }.keys.sorted()
    return ([id] + copies).map { .story($0) } + (authors[id].map { [.customer($0)] } ?? [])
  }
}

// What time does.
extension Watchers {
  /// Lets time pass.
  ///
  /// - Returns: a command that stores what is to be said and what was learnt; nil where there is nothing now.
  func advance(_ policy: LoadedPolicy, at now: Double) -> WatchCommand? {
    guard now >= nextLook else { return nil }
    nextLook = now + Self.lookSeconds
    adopt(policy.policy.settings)
    unsaid += incidents.advance(to: now).map { .incident($0) }
    unsaid += stories.advance(to: now).map { .story($0) }
    readings.open = incidents.open
    if now >= nextRecord || !unsaid.isEmpty {
      nextRecord = now + Self.recordSeconds
      for change in WatchStates.changes(incidents.takeChanges()) { unstored[change.name] = change }
      if policy.zeroCounts.outages != outages {
        outages = policy.zeroCounts.outages
        let change = WatchStates.change(outages)
        unstored[change.name] = change
      }
    }
    if unsaid.isEmpty && unstored.isEmpty { return nil }
    return WatchCommand(changes: unsaid, states: Array(unstored.values), numbers: numbers)
  }

  /// Goes by another policy if one has come into force.
  private func adopt(_ news: PolicySettings) {
    if news.incidents != settings.incidents { incidents.adopt(news.incidents) }
    if news.story != settings.story {
      var others = StoryWatch(settings: news.story, mostStories: memory.mostStories)
      for state in stories.states { others.put(state) }
      stories = others
    }
    settings = news
  }

  /// Says what was stored.
  private func say(_ change: WatchChange) -> [Rescorer.Cause] {
    unsaid.removeAll { $0 == change }
    switch change {
    case .incident(let change):
      let incident = change.incident
      readings.incidents[incident.topic] = incidents.reading(topic: incident.topic)
      return [.topic(incident.topic)]
    case .story(let change):
      let causes = causes(ofStory: change.id)
      if change.isOver {
        return forget(change.id)
      }
      readings.stories[change.id] = Readings.Story(
        growthProbability: change.growthProbability, sharers: change.sharers)
      if let author = authors[change.id] { chooseStory(of: author) }
      return causes
    }
  }
}
