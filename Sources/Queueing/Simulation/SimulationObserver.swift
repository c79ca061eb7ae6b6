/// Somebody who watches a simulation, such as a forecast that is to be judged. Each event is told when it happens;
/// what is not of interest need not be implemented.
public protocol SimulationObserver {
  /// A ticket arrives. `state` is as it was just before: the ticket is not in the line.
  mutating func arrived(_ ticket: SimulatedTicket, in state: SimulationState)
  /// An agent of a group takes a ticket, which is in the line no more; the agent is busy.
  mutating func started(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState)
  /// An agent of a group is done with a ticket, and has not taken the next.
  mutating func finished(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState)
  /// A ticket that waited is given up, and is in the line no more.
  mutating func abandoned(_ ticket: SimulatedTicket, in state: SimulationState)
  /// A shift began or ended; also once at the beginning.
  mutating func agentsChanged(in state: SimulationState)
}

extension SimulationObserver {
  public mutating func arrived(_ ticket: SimulatedTicket, in state: SimulationState) {}
  public mutating func started(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {}
  public mutating func finished(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {}
  public mutating func abandoned(_ ticket: SimulatedTicket, in state: SimulationState) {}
  public mutating func agentsChanged(in state: SimulationState) {}
}

/// An observer that looks away.
struct NoObserver: SimulationObserver {}
