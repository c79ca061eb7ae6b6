/// How a replay is made.
public struct ReplayOptions: Sendable {
  /// Who takes the tickets.
  public var agents = ReplayAgents.enough
  /// How long each ticket takes an agent, in seconds, > 0.
  public var handlingSeconds = 300.0
  /// Folder of the database that is made, which may be there but has to be empty; nil: one that is gone afterwards.
  public var data: String?

  /// The defaults.
  public init() {}
}
