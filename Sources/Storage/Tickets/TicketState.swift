/// Where a stored ticket is in its life.
public enum TicketState: Int, Sendable, CaseIterable {
  /// In the line.
  case waiting
  /// With an agent, under a lease.
  case leased
  /// Completed by an agent.
  case done
  /// Given up before it was done.
  case abandoned
}
