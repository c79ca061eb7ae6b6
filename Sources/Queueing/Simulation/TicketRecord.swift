/// What became of a ticket in a simulation.
public struct TicketRecord: Hashable, Sendable {
  /// Its tier, as an index into the scenario's tiers.
  public let tier: Int
  /// The desk that it waited for, as an index into the result's desks.
  public let desk: Int
  /// When it arrived, in seconds from the beginning.
  public let arrivalSeconds: Double
  /// When it left the line, because an agent took it or because it was given up.
  public internal(set) var leftSeconds: Double
  /// Whether it was given up.
  public internal(set) var isAbandoned = false

  /// Its time in line, zero or more.
  public var waitSeconds: Double { leftSeconds - arrivalSeconds }
  /// When an agent took it, if one did.
  public var startSeconds: Double? { isAbandoned ? nil : leftSeconds }
}
