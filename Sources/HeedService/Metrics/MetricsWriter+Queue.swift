import Queueing
import Storage

// The waiting line.
extension MetricsWriter {
  mutating func queue(_ queue: TicketQueue) {
    let (snapshot, now) = (queue.snapshot, queue.clock.now)
    single("heed_queue_up", "gauge", "1 where the queue can be read and changed.", queue.status == .ready ? 1 : 0)
    waiting(snapshot, now)
    claims(snapshot, queue.configuration, now)
    figures(snapshot.figures)
    forecasts(snapshot.figures)
    commits(queue.metrics)
    single(
      "heed_clock_offset_seconds", "gauge", "By how much the wall clock was set since the start; the queue ignores it.",
      queue.clock.offsetSeconds)
  }

  private mutating func waiting(_ snapshot: QueueSnapshot, _ now: Double) {
    let lanes = lanes(snapshot)
    family("heed_queue_waiting", "gauge", "Tickets that wait, by desk and tier.")
    for lane in lanes { sample("heed_queue_waiting", labels(lane), snapshot.line.count(in: lane)) }
    let oldest = "heed_queue_oldest_seconds"
    family(oldest, "gauge", "Time that the first of those has waited, its head start included.")
    for lane in lanes {
      sample(oldest, labels(lane), snapshot.line.head(of: lane).map { max(0, now - $0.key) } ?? 0)
    }
  }

  private mutating func claims(_ snapshot: QueueSnapshot, _ configuration: QueueConfiguration, _ now: Double) {
    let state = snapshot.state
    single("heed_queue_claims", "gauge", "Tickets with an agent.", state.leases.count)
    let present = state.agents.values.filter {
      state.isPresent($0, at: now, timeoutSeconds: configuration.agentTimeoutSeconds)
    }
    family("heed_queue_agents", "gauge", "Agents that are there, by whether they have a ticket.")
    let busy = present.count { state.leaseCount(agent: $0.id) > 0 }
    sample("heed_queue_agents", [("state", "busy")], busy)
    sample("heed_queue_agents", [("state", "idle")], present.count - busy)
  }

  private mutating func figures(_ figures: QueueFigures) {
    single("heed_queue_accepted_total", "counter", "Tickets put into the line.", figures.accepted)
    single("heed_queue_done_total", "counter", "Tickets done.", figures.done)
    single("heed_queue_abandoned_total", "counter", "Tickets given up by their customers.", figures.abandoned)
    single("heed_queue_released_total", "counter", "Claims that agents gave back.", figures.released)
    single("heed_queue_leases_expired_total", "counter", "Claims that ended by time.", figures.expired)
    let started = sorted(figures)
    let promises = "heed_queue_promises_total"
    family(promises, "counter", "Tickets that an agent took for the first time, by whether the promise was kept.")
    for (lane, figures) in started {
      sample(promises, labels(lane) + [("kept", "true")], figures.kept)
      sample(promises, labels(lane) + [("kept", "false")], figures.started - figures.kept)
    }
    let waited = "heed_queue_wait_seconds_total"
    family(waited, "counter", "Time that those tickets had waited together.")
    for (lane, figures) in started { sample(waited, labels(lane), figures.waitedSeconds) }
    let overtakes = "heed_queue_overtakes_total"
    family(overtakes, "counter", "Tickets of the same desk that they overtook together, head starts included.")
    for (lane, figures) in started { sample(overtakes, labels(lane), figures.overtaken) }
  }

  private mutating func forecasts(_ figures: QueueFigures) {
    let started = sorted(figures).filter { $0.figures.forecast.count > 0 }
    let prefix = "heed_queue_forecast"
    family("\(prefix)_compared_total", "counter", "Waits that could be compared with the forecast made at the enqueue.")
    for (lane, figures) in started { sample("\(prefix)_compared_total", labels(lane), figures.forecast.count) }
    family("\(prefix)_error_seconds_total", "counter", "The sum of the magnitudes of forecast median less wait.")
    for (lane, figures) in started {
      sample("\(prefix)_error_seconds_total", labels(lane), figures.forecast.absoluteErrorSeconds)
    }
    family("\(prefix)_bias_seconds", "gauge", "The sum of forecast median less wait since the start.")
    for (lane, figures) in started { sample("\(prefix)_bias_seconds", labels(lane), figures.forecast.errorSeconds) }
    family("\(prefix)_p90_covered_total", "counter", "Waits no longer than the forecast's 90th percentile.")
    for (lane, figures) in started { sample("\(prefix)_p90_covered_total", labels(lane), figures.forecast.covered) }
  }

  private mutating func commits(_ figures: CommitFigures) {
    let commands = figures.commandCounts
    histogram(
      "heed_store_commit_commands", "Commands that shared a commit.", CommitFigures.sizes.map { "\($0)" },
      commands.buckets, sum: "\(commands.sum)")
    let times = figures.commitTimes
    histogram(
      "heed_store_commit_duration_seconds", "Time of a transaction, to disk and all.",
      CommitFigures.times.map { "\(Double($0) / 1e9)" }, times.buckets, sum: "\(Double(times.sum) / 1e9)")
    family("heed_store_errors_total", "counter", "What the store failed of.")
    for (kind, count) in zip(StorageError.Kind.allCases, figures.errorCounts) {
      sample("heed_store_errors_total", [("kind", kind.rawValue)], count)
    }
  }

  private mutating func histogram(_ name: String, _ help: String, _ bounds: [String], _ buckets: [Int], sum: String) {
    family(name, "histogram", help)
    var total = 0
    for (bound, count) in zip(bounds + ["+Inf"], buckets) {
      total += count
      sample("\(name)_bucket", [("le", bound)], total)
    }
    line("\(name)_sum", [], sum)
    line("\(name)_count", [], "\(total)")
  }

  private func lanes(_ snapshot: QueueSnapshot) -> [Lane] {
    sort(Set(snapshot.line.lanes).union(snapshot.figures.lanes.keys))
  }

  private func sorted(_ figures: QueueFigures) -> [(lane: Lane, figures: LaneFigures)] {
    sort(Set(figures.lanes.keys)).map { ($0, figures.lanes[$0] ?? LaneFigures()) }
  }

  private func sort(_ lanes: Set<Lane>) -> [Lane] {
    lanes.sorted { ($0.desk, $0.promiseSeconds, $0.tier) < ($1.desk, $1.promiseSeconds, $1.tier) }
  }

  /// A tier's promise is one of its labels, as a policy read anew may have another one.
  private func labels(_ lane: Lane) -> [(String, String)] {
    [("desk", lane.desk), ("tier", lane.tier), ("promise", "\(Int(lane.promiseSeconds))")]
  }
}
