import Queueing
import Scoring

/// The line at a moment, for a ticket that is to be scored: a new one, or one that has a place in it already.
struct LineView {
  let snapshot: QueueSnapshot
  /// The queue's time, in seconds since 1970.
  let now: Double
  /// The ticket's place and arrival, where it is one that was enqueued before.
  var known: (place: Place, arrivedAt: Double)?
  /// Whether the ticket joins the line, so that its desk has one from now on.
  var joins = false

  /// How long the ticket of this decision would wait if it were enqueued now, or moved to where that puts it.
  func wait(for decision: Decision) -> Wait {
    let lane = Lane(decision)
    if let (place, arrivedAt) = known {
      let key = arrivedAt - decision.headStartSeconds
      return wait(from: place, to: Place(lane: lane, key: key, number: place.number))
    }
    guard joins || snapshot.desks.contains(lane.desk) else { return Wait(promiseOf: decision) }
    return wait(lane, headStartSeconds: decision.headStartSeconds)
  }

  /// How long a ticket would wait that came to this lane now.
  func wait(_ lane: Lane, headStartSeconds: Double) -> Wait {
    let place = Place(lane: lane, key: now - headStartSeconds, number: .max)
    let position = snapshot.line.ahead(of: place, at: now) + 1
    if let entry = snapshot.table.entry(lane: lane, headStartSeconds: headStartSeconds),
      entry.basis == .queue, isClose(entry.position, position)
    {
      return Wait(entry.forecast, position: position, basis: entry.basis)
    }
    return wait(at: place, position: position, in: snapshot.line)
  }

  /// Whether a forecast that was made for one position is as good for the other. Forecasts where nobody waits long cost
  /// little, and those where many wait hardly change from one moment to the next.
  private func isClose(_ made: Int, _ position: Int) -> Bool {
    abs(made - position) <= position / 50
  }

  /// How long the ticket with this place still waits.
  func wait(at place: Place) -> Wait { wait(at: place, in: snapshot.line) }

  private func wait(at place: Place, in line: Line) -> Wait {
    wait(at: place, position: line.ahead(of: place, at: now) + 1, in: line)
  }

  private func wait(at place: Place, position: Int, in line: Line) -> Wait {
    let (forecast, basis) = snapshot.outlook.forecast(for: place, in: line, at: now)
    return Wait(forecast, position: position, basis: basis)
  }

  private func wait(from old: Place, to place: Place) -> Wait {
    // It still stands where it was, and is not to wait for itself.
    var line = snapshot.line
    line.remove(old)
    return wait(at: place, in: line)
  }
}

extension Lane {
  /// The lane of a decision.
  init(_ decision: Decision) {
    self.init(desk: decision.desk, tier: decision.tier.name, promiseSeconds: decision.promiseSeconds)
  }
}
