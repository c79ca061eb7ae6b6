import RealModule

/// A topic under watch: its record, and what is to be done about it.
struct WatchedTopic: Equatable, Sendable {
  var record: TopicRecord
  /// Whether it had tickets since time was last let pass.
  var isTouched = false
  /// Whether its record is to be stored.
  var isChanged = false

  /// A rise is no longer one after so many slow memories without a surge.
  private static let longestRise = 4.0
  /// The evidence of a rise beyond which more is not kept, so that its end is seen too.
  private static let greatestRise = 12.0

  init(record: TopicRecord) {
    self.record = record
  }

  /// Lets time pass, and returns what was expected meanwhile where that stands for the tickets of an incident; else 0.
  mutating func advance(to time: Double, baseline: Baseline, settings: IncidentSettings) -> Double {
    guard time > record.time else { return 0 }
    let passed = time - record.time
    let rate = baseline.rate(of: record).mean
    let expected = max(0, rate * baseline.profile.averageHours(from: record.time, to: time))
    let slowly = Double.exp(-passed / settings.slowMemorySeconds)
    record.normal *= .exp(-passed / (86_400 * settings.memoryDays))
    record.fresh = min(record.fresh * slowly, record.normal)
    record.slow *= slowly
    record.fast *= .exp(-passed / settings.fastMemorySeconds)
    record.time = time
    if record.incident != nil {
      record.normal += expected
      record.fresh += expected
      record.incident?.expected += expected
      return expected
    }
    record.rise = max(0, record.rise - (settings.factor - 1) * expected)
    if time - record.riseStartedAt > Self.longestRise * settings.slowMemorySeconds { record.rise = 0 }
    return 0
  }

  /// Counts a ticket, and returns whether it is one of normal times.
  mutating func count(at time: Double, settings: IncidentSettings) -> Bool {
    record.slow += 1
    record.fast += 1
    guard record.incident == nil else {
      record.incident?.size += 1
      return false
    }
    record.normal += 1
    record.fresh += 1
    if record.rise == 0 {
      record.riseStartedAt = time
      record.riseTickets = 0
    }
    record.rise = min(record.rise + .log(settings.factor), Self.greatestRise)
    record.riseTickets += 1
    return true
  }

  /// The probability that the topic is surging, 0…1.
  func probability(baseline: Baseline, settings: IncidentSettings) -> Double {
    let now = WeekTime(record.time)
    let rate = baseline.rate(of: record)
    let levels = baseline.profile.levels
    let doubt = 1 / rate.shape + baseline.profile.doubts[now.slot] + baseline.profile.wobble.value
    var test = SurgeTest(factor: settings.factor)
    func judge(_ seen: Double, _ memory: FadedWeek, share: Double) -> Double {
      // A faded count has half the variance of its mean, so twice of it is as good as a count.
      test.probability(
        seen: 2 * seen, expected: 2 * rate.mean * memory.value(at: now, profile: levels), certainty: 1 / doubt,
        surgeShare: share)
    }
    guard let incident = record.incident else {
      return max(
        judge(record.fast, baseline.fast, share: settings.surgeShare),
        judge(record.slow, baseline.slow, share: settings.surgeShare))
    }
    // Once a surge is known, going on is as likely as not. The shorter the memory, the sooner it tells that it is over;
    // but it must hold enough tickets if it goes on as it did, by the hour that it is now.
    let multiple = Double(incident.size) / max(incident.expected, 1e-9)
    test.mean = max(SurgeTest.usualMean, multiple)
    let quick = multiple * rate.mean * baseline.fast.value(at: now, profile: levels)
    return quick >= Double(settings.leastTickets)
      ? judge(record.fast, baseline.fast, share: 0.5) : judge(record.slow, baseline.slow, share: 0.5)
  }

  /// Opens an incident that began with the rise, and returns how many tickets of it had been taken for normal ones.
  mutating func open(probability: Double, baseline: Baseline) -> Double {
    let rate = baseline.rate(of: record).mean
    let expected = max(0, rate * baseline.profile.averageHours(from: record.riseStartedAt, to: record.time))
    let size = Double(record.riseTickets)
    record.incident = Incident(
      topic: record.topic, startedAt: record.riseStartedAt, size: record.riseTickets, expected: expected,
      probability: probability, peakProbability: probability)
    record.fadingSince = nil
    let excess = max(0, size - expected)
    // The long memory still has all of the excess; the slow one has lost some of it, and the same share of the rest goes.
    record.fresh *= 1 - excess / size
    record.normal = max(record.normal - excess, record.fresh)
    return excess
  }

  /// Closes the incident.
  mutating func close(at end: Double, baseline: Baseline) {
    record.incident = nil
    record.fadingSince = nil
    record.rise = 0
    record.riseTickets = 0
    record.riseStartedAt = end
    // What is left of the surge must not open the next one.
    let now = WeekTime(record.time)
    let rate = baseline.rate(of: record).mean
    record.slow = min(record.slow, rate * baseline.slow.value(at: now, profile: baseline.profile.levels))
    record.fast = min(record.fast, rate * baseline.fast.value(at: now, profile: baseline.profile.levels))
  }
}
