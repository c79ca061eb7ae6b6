/// A simulation at the moment of an event.
public struct SimulationState: Sendable {
  /// A group of agents at this moment.
  public struct Group: Hashable, Sendable {
    /// The desks that each of them answers for.
    public let desks: [String]
    /// How many are there.
    public internal(set) var present: Int
    /// How many have a ticket. After the end of a shift these may be more than are there, until they are done.
    public internal(set) var busy: Int
    /// How many are there and have no ticket.
    public var idle: Int { max(0, present - busy) }
  }

  /// The time in seconds from the beginning.
  public internal(set) var now: Double
  /// Those who wait, under ``Discipline/urgency``; empty under other disciplines, which have orders of their own.
  public internal(set) var line = Line()
  /// The agents, in the order of the scenario's groups.
  public internal(set) var groups: [Group]
}
