/// What is normal: the week profile times each topic's own rate.
///
/// A topic's rate has a gamma posterior: the prior of topics at large, and the topic's tickets in the long memory over
/// the average hours that memory holds. The latest tickets, as far as the slow memory still has them, are left out of
/// both: a surge must not be compared with itself.
struct Baseline: Equatable, Sendable {
  var profile: WeekProfile
  private(set) var prior: TopicPrior
  private(set) var long: FadedWeek
  private(set) var slow: FadedWeek
  private(set) var fast: FadedWeek
  private let settings: IncidentSettings

  init(settings: IncidentSettings, profile: WeekProfile = WeekProfile(), prior: TopicPrior = TopicPrior()) {
    self.settings = settings
    self.profile = profile
    self.prior = prior
    long = FadedWeek(memory: settings.memoryDays * 24, profile: profile.levels)
    slow = FadedWeek(memory: settings.slowMemorySeconds / 3600, profile: profile.levels)
    fast = FadedWeek(memory: settings.fastMemorySeconds / 3600, profile: profile.levels)
  }

  /// Learns the week from what the profile took in.
  mutating func refresh() {
    profile.refresh()
    self = Baseline(settings: settings, profile: profile, prior: prior)
  }

  /// Learns how topics differ, from all of them.
  mutating func learn(from topics: [WatchedTopic]) {
    let known = self
    prior = TopicPrior(
      of: topics.lazy.map(\.record).map { record in
        (record.normal - record.fresh, known.normalHours(since: record.firstSeenAt, to: record.time))
      })
  }

  /// The posterior of a topic's rate, in tickets an average hour, and its shape. With no record, the prior.
  func rate(of record: TopicRecord?) -> (mean: Double, shape: Double) {
    guard let record else { return (prior.rate, prior.shape) }
    let tickets = prior.shape + max(0, record.normal - record.fresh)
    let hours = prior.shape / prior.rate + normalHours(since: record.firstSeenAt, to: record.time)
    return (tickets / hours, tickets)
  }

  private func normalHours(since start: Double, to end: Double) -> Double {
    let all = long.value(from: start, to: end, profile: profile.levels)
    return max(0, all - slow.value(from: start, to: end, profile: profile.levels))
  }
}
