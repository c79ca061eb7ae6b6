import Queueing
import Scoring

/// The line at a moment, for a ticket that is not in it yet.
struct LineView {
  let snapshot: QueueSnapshot
  /// The queue's time, in seconds since 1970.
  let now: Double

  /// How long the ticket of this decision would wait if it were enqueued now.
  func wait(for decision: Decision) -> Wait {
    let lane = Lane(decision)
    guard snapshot.desks.contains(lane.desk) else { return Wait(promiseOf: decision) }
    return wait(lane, headStartSeconds: decision.headStartSeconds)
  }

  /// How long a ticket would wait that came to this lane now.
  func wait(_ lane: Lane, headStartSeconds: Double) -> Wait {
    let place = Place(lane: lane, key: now - headStartSeconds, number: .max)
    let position = snapshot.line.ahead(of: place, at: now) + 1
    let (forecast, basis) = snapshot.table.forecast(lane: lane, headStartSeconds: headStartSeconds)
    return Wait(
      p50Seconds: forecast?.p50Seconds, p90Seconds: forecast?.p90Seconds, position: position, basis: basis)
  }
}

extension Lane {
  /// The lane of a decision.
  init(_ decision: Decision) {
    self.init(desk: decision.desk, tier: decision.tier.name, promiseSeconds: decision.promiseSeconds)
  }
}
