import RealModule

extension WatchedTopic {
  /// Lets time pass that nobody watched: each memory fades, and what was expected meanwhile is put in.
  mutating func skip(to time: Double, settings: IncidentSettings, normal: Double, slow: Double, fast: Double) {
    let passed = time - record.time
    guard passed > 0 else { return }
    let slowly = Double.exp(-passed / settings.slowMemorySeconds)
    record.normal = record.normal * .exp(-passed / (86_400 * settings.memoryDays)) + normal
    record.fresh = min(record.fresh * slowly + slow, record.normal)
    record.slow = record.slow * slowly + slow
    record.fast = record.fast * .exp(-passed / settings.fastMemorySeconds) + fast
    record.time = time
    record.rise = 0
  }

  /// Closes an incident that has lasted so long that it is no exception: the topic's record begins anew where the
  /// incident did, with the tickets that came since.
  mutating func becomeNormal(at time: Double, baseline: Baseline) {
    guard let incident = record.incident else { return }
    let (slow, fast) = (record.slow, record.fast)
    close(at: time, baseline: baseline)
    (record.slow, record.fast) = (slow, fast)
    record.firstSeenAt = incident.startedAt
    // As if they had come evenly, which the long memory cannot tell from how they came.
    let passed = time - incident.startedAt
    record.normal = Double(incident.size) * baseline.long.kept(over: passed / 3600)
    record.fresh = min(slow, record.normal)
  }
}
