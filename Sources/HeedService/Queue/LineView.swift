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
    if let entry = snapshot.table.entry(lane: lane, headStartSeconds: headStartSeconds) {
      return Wait(entry.forecast, position: position, basis: entry.basis)
    }
    // A lane that no policy sends tickets to any more, or not yet when the table was made.
    let (forecast, basis) = snapshot.outlook.forecast(for: place, in: snapshot.line, at: now)
    return Wait(forecast, position: position, basis: basis)
  }
}

extension Lane {
  /// The lane of a decision.
  init(_ decision: Decision) {
    self.init(desk: decision.desk, tier: decision.tier.name, promiseSeconds: decision.promiseSeconds)
  }
}
