/// A ticket of a simulation, with all that will happen to it but for the time when an agent takes it.
public struct SimulatedTicket: Hashable, Sendable {
  /// Its number in the order of arrival, from 0 on.
  public let number: Int
  /// Its tier, as an index into the scenario's tiers.
  public let tier: Int
  /// Its lane.
  public let lane: Lane
  /// The lane, as an index into the layout's.
  let laneIndex: Int
  /// When it arrives, in seconds from the beginning.
  public let arrivalSeconds: Double
  /// Seconds credited within its tier.
  public let headStartSeconds: Double
  /// How long an agent will take for it.
  public let handlingSeconds: Double
  /// For how long it will wait; infinity if it never gives up.
  public let patienceSeconds: Double

  /// Where it stands in the line under ``Discipline/urgency``.
  public var place: Place {
    Place(lane: lane, key: arrivalSeconds - headStartSeconds, number: Int64(number))
  }
}
