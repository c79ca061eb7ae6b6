import Queueing
import Storage

// What is shown.
extension QueueWriter {
  /// Takes rates and forecasts anew, each for no more than a twentieth of the time.
  func refreshForecasts() {
    ration(&nextOutlook) {
      let pools = context.state.pools(at: context.now, timeoutSeconds: configuration.agentTimeoutSeconds)
      context.outlook = context.state.rates.outlook(agents: pools, at: context.now)
    }
    ration(&nextTable) {
      let lanes = policy().policy.lanes.filter { context.desks.contains($0.desk) }
      table = ForecastTable(outlook: context.outlook, line: context.state.line, lanes: lanes, at: context.now)
    }
  }

  func ration(_ next: inout UInt64, _ work: () -> Void) {
    let start = MonotonicClock.now
    guard start >= next else { return }
    work()
    let end = MonotonicClock.now
    // A thread that was not let run in between has not worked all that time.
    next = end + 20 * min(end - start, 10_000_000)
  }

  func show(_ queue: TicketQueue) {
    context.now = queue.clock.now
    refreshForecasts()
    queue.publish(
      QueueSnapshot(
        state: context.state, outlook: context.outlook, table: table, desks: context.desks, figures: context.figures,
        readings: watchers.readings, customers: customers.count))
    tellNews(queue)
  }

  /// Tells those who listen, now that whoever looks sees it.
  func tellNews(_ queue: TicketQueue) {
    if mustReset {
      mustReset = false
      queue.events.reset()
    }
    guard !news.isEmpty else { return }
    queue.events.publish(news)
    news = []
  }
}
