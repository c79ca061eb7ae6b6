import Queueing

/// What has become of tickets since the service started, for `/metrics` and `/queue/stats`.
struct QueueFigures: Sendable {
  /// Tickets put into the line, given up, and done.
  var accepted = 0
  var abandoned = 0
  var done = 0
  /// Claims that ended without an end of their ticket: by the agent, and by time.
  var released = 0
  var expired = 0
  /// What there is to tell of each lane; a policy has few.
  private(set) var lanes: [Lane: LaneFigures] = [:]

  /// An agent took a ticket for the first time.
  ///
  /// - Parameter overtaken: how many tickets were at the same desk then that had come before, head starts included.
  mutating func started(_ lane: Lane, waitedSeconds: Double, overtaken: Int) {
    lanes[lane, default: LaneFigures()].started(
      waitedSeconds: waitedSeconds, promiseSeconds: lane.promiseSeconds, overtaken: overtaken)
  }

  /// A forecast can be held against what happened.
  mutating func compared(_ lane: Lane, p50Seconds: Double, p90Seconds: Double, waitedSeconds: Double) {
    lanes[lane, default: LaneFigures()].forecast.add(p50Seconds - waitedSeconds, isCovered: waitedSeconds <= p90Seconds)
  }
}
