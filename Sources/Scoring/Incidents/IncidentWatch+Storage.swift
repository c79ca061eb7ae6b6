extension IncidentWatch {
  /// Goes on from what a store kept.
  ///
  /// The topics may be newer than the common row, which changes about once an hour; what the row misses of that hour is
  /// as if nobody had watched. Call ``resume(at:)`` next, as nobody watched since either.
  ///
  /// - Parameters:
  ///   - watch: The common row.
  ///   - records: The rows of topics, each topic once; those beyond the settings' most are left out, the least active
  ///     first.
  ///   - settings: When a topic counts as surging; they may have changed since.
  /// - Returns: `nil` where a number is out of its range, or a topic comes twice.
  public init?(restoring watch: WatchRecord, topics records: [TopicRecord], settings: IncidentSettings) {
    guard watch.isSound, records.allSatisfy(\.isSound), Set(records.map(\.topic)).count == records.count else {
      return nil
    }
    self.init(settings: settings)
    let wobble = Wobble(weight: watch.wobbleWeight, sum: watch.wobbleSum)
    baseline = Baseline(
      settings: settings, profile: WeekProfile(counts: watch.counts, hours: watch.hours, wobble: wobble),
      prior: TopicPrior(rate: watch.topicRate, shape: watch.topicShape))
    startedAt = watch.startedAt
    hourTickets = watch.hourTickets
    hourSeconds = watch.hourSeconds
    restore(time: watch.time)
    let most = records.filter { $0.incident != nil } + records.filter { $0.incident == nil }.sorted(by: isMoreActive)
    let kept = Set(most.prefix(settings.mostTopics).map(\.topic))
    forgotten = records.map(\.topic).filter { !kept.contains($0) }
    put(records.filter { kept.contains($0.topic) }.map { WatchedTopic(record: $0) })

    func isMoreActive(_ one: TopicRecord, _ other: TopicRecord) -> Bool { one.normal > other.normal }
  }

  /// The common row as of now; `nil` before anything was seen.
  public var record: WatchRecord? {
    guard let time else { return nil }
    return WatchRecord(
      startedAt: startedAt, time: time, hourTickets: hourTickets, hourSeconds: hourSeconds,
      counts: baseline.profile.counts, hours: baseline.profile.hours, wobbleWeight: baseline.profile.wobble.weight,
      wobbleSum: baseline.profile.wobble.sum, topicRate: baseline.prior.rate, topicShape: baseline.prior.shape)
  }

  /// All topics' rows as of now.
  public var topicRecords: [TopicRecord] { topics.map(\.record) }

  /// What changed since this was last called, to be stored in one transaction. Cost: the topics that changed.
  public mutating func takeChanges() -> WatchChanges {
    var changes = WatchChanges(watch: isChanged ? record : nil, topics: [], forgotten: forgotten)
    for index in changed {
      topics[index].isChanged = false
      changes.topics.append(topics[index].record)
    }
    changed = []
    forgotten = []
    isChanged = false
    return changes
  }
}
