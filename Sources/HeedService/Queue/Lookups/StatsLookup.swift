import JSON
import Queueing
import Storage

/// How the queue is doing, by desk and tier: `GET /queue/stats`.
struct StatsLookup: QueueLookup {
  func answer(_ context: QueueReader.Context) throws -> Answer {
    let snapshot = context.snapshot
    let heads = snapshot.line.lanes.compactMap { snapshot.line.head(of: $0) }
    let (counts, first) = try context.store.read { reading in
      (try reading.counts(), try reading.tickets(numbers: heads.map(\.number)))
    }
    let arrivals = Dictionary(first.map { ($0.lane, $0.arrivedAt) }, uniquingKeysWith: min)
    return .json { json in
      json.object {
        json.key("as_of").time(Int(context.now))
        json.key("waiting").number(counts.waiting)
        json.key("leased").number(counts.leased)
        json.key("done").number(counts.done)
        json.key("abandoned").number(counts.abandoned)
        json.key("agents_present").number(presentAgents(context))
        json.key("since_start").object {
          let figures = snapshot.figures
          json.key("accepted").number(figures.accepted)
          json.key("released").number(figures.released)
          json.key("leases_expired").number(figures.expired)
        }
        json.key("lanes").array {
          for lane in lanes(snapshot) { self.lane(lane, arrivedAt: arrivals[lane], context, json) }
        }
      }
    }
  }

  /// Those with tickets now or since the start, by desk and from the shortest promise on.
  private func lanes(_ snapshot: QueueSnapshot) -> [Lane] {
    Set(snapshot.line.lanes).union(snapshot.figures.lanes.keys).sorted {
      ($0.desk, $0.promiseSeconds, $0.tier) < ($1.desk, $1.promiseSeconds, $1.tier)
    }
  }

  /// - Parameter arrivedAt: when the first of those who wait arrived.
  private func lane(_ lane: Lane, arrivedAt: Double?, _ context: QueueReader.Context, _ json: JSONWriter) {
    let snapshot = context.snapshot
    let figures = snapshot.figures.lanes[lane] ?? LaneFigures()
    let wait = LineView(snapshot: snapshot, now: context.now).wait(lane, headStartSeconds: 0)
    json.object {
      json.key("desk").string(lane.desk)
      json.key("tier").string(lane.tier)
      json.key("promise_seconds").number(lane.promiseSeconds, decimals: 0)
      json.key("waiting").number(snapshot.line.count(in: lane))
      json.key("oldest_seconds").optional(arrivedAt.map { max(0, context.now - $0) })
      json.key("next_wait").wait(wait)
      json.key("started").number(figures.started)
      json.key("promises_kept").number(figures.kept)
      json.key("mean_wait_seconds")
        .optional(figures.started > 0 ? figures.waitedSeconds / Double(figures.started) : nil)
      json.key("worst_share_of_promise").number(figures.worstShare, decimals: 3)
      json.key("overtaken").number(figures.overtaken)
      forecast(figures.forecast, json)
    }
  }

  private func forecast(_ figures: ForecastFigures, _ json: JSONWriter) {
    json.key("forecast").object {
      let count = Double(figures.count)
      json.key("compared").number(figures.count)
      json.key("mean_error_seconds").optional(count > 0 ? figures.errorSeconds / count : nil)
      json.key("mean_absolute_error_seconds").optional(count > 0 ? figures.absoluteErrorSeconds / count : nil)
      if count > 0 {
        json.key("p90_coverage").number(Double(figures.covered) / count, decimals: 3)
      } else {
        json.key("p90_coverage").null()
      }
    }
  }

  private func presentAgents(_ context: QueueReader.Context) -> Int {
    let state = context.snapshot.state
    return state.agents.values.count {
      state.isPresent($0, at: context.now, timeoutSeconds: context.settings.agentTimeoutSeconds)
    }
  }
}
