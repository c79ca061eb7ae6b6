/// What `heed simulate` was asked, but for the policies and disciplines.
public struct SimulationOptions: Sendable {
  /// Who answers.
  public var agents = [AgentsOption(count: 12)]
  /// The mean time that an agent takes for a ticket, in seconds.
  public var handlingSeconds = 360.0
  /// The squared coefficient of variation of that time: 0 always the same, 1 exponential.
  public var handlingVariation = 1.0
  /// How the load goes up and down.
  public var shape = LoadShape.sinusoid
  /// The greatest load, as a share of what all agents together can do; ``peak`` decides if there is none.
  public var givenPeak: Double?
  /// The least load of a wave, likewise.
  public var base = 0.4
  /// When the load of a wave is greatest, in seconds of the day.
  public var peakAtSeconds = 43_200.0
  /// The tiers' parts of all tickets; each tier has twice as many as the one above it if there are none.
  public var shares: [NamedValue] = []
  /// The part of each tier's tickets that goes to another desk, by desk.
  public var routes: [NamedValue] = []
  /// The mean patience of those who wait, by tier or for all; nobody gives up if there is none.
  public var patience: [NamedValue] = []
  /// How many days.
  public var days = 30
  /// What decides all that is random.
  public var seed: UInt64 = 1

  /// The defaults.
  public init() {}

  /// The greatest load: of a wave more than can be done, so that a line forms and goes away again.
  public var peak: Double { givenPeak ?? (shape == .flat ? 0.95 : 1.12) }

  /// The number of all agents.
  var agentCount: Int { agents.reduce(0) { $0 + $1.count } }
}
