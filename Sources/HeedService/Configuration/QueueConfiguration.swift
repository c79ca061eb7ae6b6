/// The waiting line: `queue` in `heed.yaml`.
public struct QueueConfiguration: Sendable, Equatable {
  /// How long a claim holds a ticket unless it says otherwise, in seconds.
  public var leaseSeconds = 300.0
  /// How long it may hold one at most.
  public var mostLeaseSeconds = 3600.0
  /// How long a claim may wait for a ticket at most, in seconds.
  public var mostWaitSeconds = 60.0
  /// An agent without a ticket of whom nothing was heard for longer does not count as being there, in seconds.
  public var agentTimeoutSeconds = 120.0
  /// How long an agent works on a ticket, in seconds, as long as too few have been seen to tell.
  public var handlingSeconds = 300.0
  /// Most tickets that wait at once; further ones are answered 503.
  public var mostWaiting = 1_000_000
  /// How long tickets that are done or abandoned are kept, in hours.
  public var keepHours = 168.0

  mutating func read(_ fields: inout YAMLFields) {
    fields.number("lease_seconds", into: &leaseSeconds)
    fields.number("most_lease_seconds", into: &mostLeaseSeconds)
    fields.number("most_wait_seconds", into: &mostWaitSeconds)
    fields.number("agent_timeout_seconds", into: &agentTimeoutSeconds)
    fields.number("handling_seconds", into: &handlingSeconds)
    fields.integer("most_waiting", into: &mostWaiting)
    fields.number("keep_hours", into: &keepHours)
  }

  /// All values with the ranges that they must be in.
  var ranges: [(field: String, value: Double, range: ClosedRange<Double>)] {
    [
      ("queue.lease_seconds", leaseSeconds, 1...86_400),
      ("queue.most_lease_seconds", mostLeaseSeconds, 1...86_400),
      ("queue.most_wait_seconds", mostWaitSeconds, 0...600),
      ("queue.agent_timeout_seconds", agentTimeoutSeconds, 1...86_400),
      ("queue.handling_seconds", handlingSeconds, 1...86_400),
      ("queue.most_waiting", Double(mostWaiting), 1...10_000_000),
      ("queue.keep_hours", keepHours, 0...87_600),
    ]
  }
}
