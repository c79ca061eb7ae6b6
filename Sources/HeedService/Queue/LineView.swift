import Queueing
import Scoring
import Storage

/// The line at a moment, for a ticket that is scored.
struct LineView {
  let snapshot: QueueSnapshot
  /// The queue's time, in seconds since 1970.
  let now: Double
  /// The ticket, where it is in the queue already, and is scored again.
  var known: StoredTicket?

  /// How long the ticket of this decision would wait if it were enqueued now.
  func wait(for decision: Decision) -> Wait {
    let lane = Lane(decision)
    guard snapshot.desks.contains(lane.desk) else { return Wait(promiseOf: decision) }
    if let known { return wait(of: known, in: lane, headStartSeconds: decision.headStartSeconds) }
    return wait(lane, headStartSeconds: decision.headStartSeconds)
  }

  /// How long a ticket waits from now on that leaves its place for another: it has arrived when it did, and is not ahead
  /// of itself.
  private func wait(of ticket: StoredTicket, in lane: Lane, headStartSeconds: Double) -> Wait {
    var line = snapshot.line
    line.remove(ticket.place)
    let place = Place(lane: lane, key: ticket.arrivedAt - headStartSeconds, number: ticket.number)
    let (forecast, basis) = snapshot.outlook.forecast(for: place, in: line, at: now)
    return Wait(forecast, position: line.ahead(of: place, at: now) + 1, basis: basis)
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
