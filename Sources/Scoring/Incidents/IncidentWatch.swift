import RealModule

/// Watches the tickets of each topic for surges: more than normal for the topic, the hour and the weekday.
///
/// One owner feeds it: ``observe(topic:at:)`` for each new ticket, ``advance(to:)`` about once a second, which is where
/// incidents open and close. Times are seconds since 1970 of the owner's clock, not of the tickets' senders, as the time
/// of a ticket lets the topic's own time pass.
///
/// A topic costs a fixed few numbers, an observation a fixed time; what time changes is looked at only for the topics
/// that had tickets since, and those with an open incident. How it judges is told at ``SurgeTest`` and ``Baseline``.
public struct IncidentWatch: Sendable {
  /// When a topic counts as surging.
  public private(set) var settings: IncidentSettings
  /// The time up to which the watch has come; `nil` before anything was seen.
  public private(set) var time: Double?

  var startedAt = 0.0
  /// Tickets of the hour that is not over, and how many seconds of it were watched.
  var hourTickets = 0.0
  var hourSeconds = 0.0
  var baseline: Baseline
  var topics: [WatchedTopic] = []
  private var indices: [String: Int] = [:]
  /// The topics with tickets since time was last let pass.
  private var touched: [Int] = []
  /// The topics with an open incident.
  private var surging: [Int] = []
  /// The topics changed and forgotten, and whether the common row changed, since changes were last taken.
  var changed: [Int] = []
  var forgotten: [String] = []
  var isChanged = false

  /// Begins to watch, knowing nothing.
  public init(settings: IncidentSettings) {
    self.settings = settings
    baseline = Baseline(settings: settings)
  }

  /// Counts a new ticket.
  ///
  /// - Parameters:
  ///   - topic: Its topic, as the ticket spells it.
  ///   - time: When it came; of its second only, so that the order within a second is no matter. A ticket that comes
  ///     late counts as of the topic's latest one. What is not finite changes nothing.
  public mutating func observe(topic: String, at time: Double) {
    guard time.isFinite, time.magnitude < WatchRecord.timeLimit else { return }
    let second = time.rounded(.down)
    if self.time == nil { begin(at: second) }
    guard let index = indices[topic] ?? add(topic, at: second) else { return }
    hourTickets += topics[index].advance(to: second, baseline: baseline, settings: settings)
    if !topics[index].isTouched { touched.append(index) }
    topics[index].isTouched = true
    mark(index)
    if topics[index].count(at: second, settings: settings) { hourTickets += 1 }
  }

  /// Lets time pass: opens and closes incidents.
  ///
  /// - Parameter time: Now. A time that lies before the watch's, or is not finite, changes nothing.
  /// - Returns: What changed, by topic. Cost: the topics with tickets since the last call, and those with an incident;
  ///   once an hour, all of them.
  public mutating func advance(to time: Double) -> [IncidentChange] {
    guard time.isFinite, time.magnitude < WatchRecord.timeLimit else { return [] }
    guard let last = self.time else {
      begin(at: time)
      return []
    }
    guard time >= last else { return [] }
    for index in surging { pass(index, to: time) }
    turnHours(from: last, to: time)
    self.time = time
    var changes: [IncidentChange] = []
    for index in surging { if let change = review(index, at: time) { changes.append(change) } }
    surging.removeAll { topics[$0].record.incident == nil }
    for index in touched {
      topics[index].isTouched = false
      if topics[index].record.incident == nil, let change = look(index, at: time) { changes.append(change) }
    }
    touched.removeAll(keepingCapacity: true)
    if changes.contains(where: \.isOpening) { baseline.refresh() }
    return changes.count < 2 ? changes : changes.sorted { $0.incident.topic < $1.incident.topic }
  }

  /// Lets time pass that nobody watched, after a restart: it teaches nothing, and nothing opens or closes by it.
  ///
  /// - Parameter time: Now; an earlier time than the watch's changes nothing.
  public mutating func resume(at time: Double) {
    guard time.isFinite, time.magnitude < WatchRecord.timeLimit, let last = self.time, time > last else { return }
    let profile = baseline.profile.levels
    for index in topics.indices {
      pass(index, to: last)
      let rate = baseline.rate(of: topics[index].record).mean
      topics[index].skip(
        to: time, settings: settings,
        // What nobody saw is taken to have been as expected.
        normal: rate * baseline.long.value(from: last, to: time, profile: profile),
        slow: rate * baseline.slow.value(from: last, to: time, profile: profile),
        fast: rate * baseline.fast.value(from: last, to: time, profile: profile))
      mark(index)
    }
    turnHours(from: last, to: time, isWatched: false)
    self.time = time
  }

  /// Goes by other settings from now on; what was learnt and what is open stays.
  ///
  /// With other memories the counts fade otherwise from now on, and what is normal is off by so much until they did.
  public mutating func adopt(_ settings: IncidentSettings) {
    self.settings = settings
    baseline = Baseline(settings: settings, profile: baseline.profile, prior: baseline.prior)
    while topics.count > settings.mostTopics, forget(at: time ?? 0) {}
  }

  /// The published probability (0…1) that the topic is surging; `nil` while no incident is open on it.
  ///
  /// It is what ``advance(to:)`` last returned, and changes by nothing else.
  public func reading(topic: String) -> Double? {
    guard let index = indices[topic] else { return nil }
    return topics[index].record.incident?.probability
  }

  /// The open incidents, the oldest first.
  public var open: [Incident] {
    surging.compactMap { topics[$0].record.incident }
      .sorted { ($0.startedAt, $0.topic) < ($1.startedAt, $1.topic) }
  }

  /// How many tickets the baseline expects on a topic between two times; on a topic not seen yet, the mean of all.
  ///
  /// - Returns: Zero or more; 0 where a time is not finite, or `end` lies before `start`.
  public func expected(topic: String, from start: Double, to end: Double) -> Double {
    let limit = -WatchRecord.timeLimit...WatchRecord.timeLimit
    guard limit.contains(start), limit.contains(end), end > start else { return 0 }
    let rate = baseline.rate(of: indices[topic].map { topics[$0].record }).mean
    return max(0, rate * baseline.profile.averageHours(from: start, to: end))
  }

  mutating func restore(time: Double) { self.time = time }

  /// Marks a topic's record to be stored.
  private mutating func mark(_ index: Int) {
    if !topics[index].isChanged { changed.append(index) }
    topics[index].isChanged = true
  }

  private mutating func begin(at time: Double) {
    startedAt = time
    self.time = time
    isChanged = true
  }

  /// Lets a topic's time pass; what stands for the tickets of an incident counts as the hour's.
  private mutating func pass(_ index: Int, to time: Double) {
    hourTickets += topics[index].advance(to: time, baseline: baseline, settings: settings)
  }

  /// Opens an incident on a topic where it surges.
  private mutating func look(_ index: Int, at time: Double) -> IncidentChange? {
    guard topics[index].record.riseTickets >= settings.leastTickets, time - startedAt >= 3600 * settings.learningHours
    else { return nil }
    pass(index, to: time)
    let probability = topics[index].probability(baseline: baseline, settings: settings)
    guard probability >= settings.openFrom else { return nil }
    let excess = topics[index].open(probability: probability, baseline: baseline)
    topics[index].record.sustainedAt = time
    let start = topics[index].record.riseStartedAt
    // The hour that is not over has its part of the excess in a sum of its own.
    let hourStart = (time / 3600).rounded(.down) * 3600
    let late = excess * min(1, (time - hourStart) / max(time - start, 1))
    hourTickets = max(0, hourTickets - late)
    baseline.profile.remove(excess - late, from: start, to: hourStart)
    isChanged = true
    mark(index)
    surging.append(index)
    return topics[index].record.incident.map { .opened($0) }
  }

  /// Judges an open incident anew.
  private mutating func review(_ index: Int, at time: Double) -> IncidentChange? {
    guard var incident = topics[index].record.incident else { return nil }
    if time - incident.startedAt > 86_400 * settings.longestDays {
      incident.endedAt = time
      topics[index].becomeNormal(at: time, baseline: baseline)
      mark(index)
      return .closed(incident)
    }
    let probability = topics[index].probability(baseline: baseline, settings: settings)
    let isFading = probability < settings.closeBelow
    let fadingSince = isFading ? topics[index].record.fadingSince ?? time : nil
    topics[index].record.fadingSince = fadingSince
    if let fadingSince, time - fadingSince >= settings.closeAfterSeconds {
      incident.endedAt = fadingSince
      incident.probability = probability
      topics[index].close(at: time, baseline: baseline)
      mark(index)
      return .closed(incident)
    }
    // A rise is said at once, a fall when it has lasted: chance is not to move tickets to and fro.
    let change = probability - incident.probability
    if change > -Self.step {
      topics[index].record.sustainedAt = time
      mark(index)
    }
    let hasFallen = change <= -Self.step && time - topics[index].record.sustainedAt >= settings.closeAfterSeconds
    guard change >= Self.step || hasFallen else { return nil }
    incident.probability = probability
    incident.peakProbability = max(incident.peakProbability, probability)
    topics[index].record.incident = incident
    mark(index)
    return .updated(incident)
  }
}

extension IncidentWatch {
  /// How long before its first ticket a topic counts as watched, in seconds.
  private static let dayBefore = 86_400.0
  /// By how much the probability has to differ from what is published to be published anew.
  private static let step = 0.1

  /// Begins to watch a topic; `nil` where all of the most have an incident.
  private mutating func add(_ topic: String, at time: Double) -> Int? {
    if topics.count >= settings.mostTopics { _ = forget(at: time) }
    guard topics.count < settings.mostTopics else { return nil }
    // That it was not seen the day before tells something of its rate: else a topic that starts with a surge, as a new
    // fault does, could as well be one that is always busy.
    var record = TopicRecord(topic: topic, firstSeenAt: max(min(startedAt, time), time - Self.dayBefore))
    record.time = time
    topics.append(WatchedTopic(record: record))
    indices[topic] = topics.count - 1
    return topics.count - 1
  }

  /// Forgets the least active sixteenth of the topics without an incident: some at a time, so that a new topic costs
  /// little on average.
  /// - Returns: Whether there was one.
  private mutating func forget(at time: Double) -> Bool {
    let memory = 86_400 * settings.memoryDays
    let candidates = topics.indices.filter { topics[$0].record.incident == nil }
      .map { (index: $0, left: topics[$0].record.normal * .exp((topics[$0].record.time - time) / memory)) }
      .sorted { ($0.left, topics[$0.index].record.topic) < ($1.left, topics[$1.index].record.topic) }
    let leaving = Set(candidates.prefix(max(1, settings.mostTopics / 16)).map(\.index))
    forgotten += leaving.map { topics[$0].record.topic }.sorted()
    put(topics.indices.filter { !leaving.contains($0) }.map { topics[$0] })
    return !leaving.isEmpty
  }

  /// Puts topics in the place of all.
  mutating func put(_ new: [WatchedTopic]) {
    topics = new
    indices = Dictionary(uniqueKeysWithValues: new.enumerated().map { ($1.record.topic, $0) })
    touched = new.indices.filter { new[$0].isTouched }
    surging = new.indices.filter { new[$0].record.incident != nil }
    changed = new.indices.filter { new[$0].isChanged }
  }
}
