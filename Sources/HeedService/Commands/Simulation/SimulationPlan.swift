public import Queueing
public import Scoring

/// What `heed simulate` runs: each policy under each discipline, with the same tickets.
public struct SimulationPlan: Sendable {
  /// A policy under a discipline.
  public struct Case: Sendable {
    /// The policy's name, or its file's where several are compared.
    public let policy: String
    /// Who is next.
    public let discipline: Discipline
    /// What happens.
    public let scenario: Scenario
  }

  /// More tickets than this take gigabytes: one takes some 140 bytes while it is simulated, twice that as arrays grow.
  private static let mostTickets = 5e6

  /// What was asked.
  public let options: SimulationOptions
  /// The policies under the disciplines, policy by policy.
  public let cases: [Case]
  /// What is worth a word before the results are believed.
  public private(set) var warnings: [String] = []

  /// A plan for at least one policy under at least one discipline.
  ///
  /// - Parameter policies: What to call each policy, and what it says of tiers and desks.
  /// - Throws: ``SimulationError`` with the first thing that makes no sense.
  public init(
    policies: [(name: String, settings: PolicySettings)], disciplines: [Discipline], options: SimulationOptions
  ) throws(SimulationError) {
    self.options = options
    var cases: [Case] = []
    for policy in policies {
      let scenario = try Self.scenario(policy.settings, options, policies.count > 1 ? " of \(policy.name)" : "")
      cases += disciplines.map { Case(policy: policy.name, discipline: $0, scenario: scenario) }
    }
    self.cases = cases
    warn()
  }

  /// Runs all cases.
  public func run() throws -> [SimulatedCase] {
    try cases.map { part in
      let simulation = try Simulation(part.scenario, discipline: part.discipline, seed: options.seed)
      return SimulatedCase(part, simulation.run())
    }
  }

  private mutating func warn() {
    guard let first = cases.first else { return }
    let profile = first.scenario.arrivals
    let mean = (0..<1440).reduce(0) { $0 + profile.rate(at: Double($1) * 60 + 30) } / 1440
    let agents = options.agents.reduce(0) { $0 + Double($1.count) * $1.presence }
    let load = mean * options.handlingSeconds / agents
    if load >= 1, options.patience.isEmpty {
      warnings.append(
        "the load is \(percent(load)) of what the agents can do in the mean of the day, so that the line grows from "
          + "day to day, and the figures say how many days were simulated: lower --peak, or add --agents")
    }
  }

  private static func scenario(
    _ policy: PolicySettings, _ options: SimulationOptions, _ whose: String
  ) throws(SimulationError) -> Scenario {
    guard (1...100_000).contains(options.days) else { throw SimulationError("--days takes a number from 1 to 100000") }
    let rate = Double(options.agentCount) / options.handlingSeconds
    let scenario = Scenario(
      tiers: try tiers(policy, options, whose), agents: [],
      arrivals: options.shape.arrivals(
        peak: options.peak * rate, base: options.base * rate, peakSeconds: options.peakAtSeconds),
      handling: HandlingLaw(meanSeconds: options.handlingSeconds, variation: options.handlingVariation),
      durationSeconds: Double(options.days) * Scenario.daySeconds)
    let tickets = options.peak * rate * scenario.durationSeconds
    guard tickets <= mostTickets else {
      throw SimulationError("that would be up to \(Int(tickets)) tickets, and 5 million is the most: lower --days")
    }
    return try withAgents(scenario, options, whose)
  }

  private static func withAgents(
    _ scenario: Scenario, _ options: SimulationOptions, _ whose: String
  ) throws(SimulationError) -> Scenario {
    var scenario = scenario
    var desks: [String] = []
    for desk in scenario.tiers.flatMap(\.desks) where !desks.contains(desk.desk) { desks.append(desk.desk) }
    for desk in options.agents.flatMap(\.desks) where !desks.contains(desk) {
      throw SimulationError(
        "--agents: there is no desk \(desk); the desks\(whose) are \(desks.joined(separator: ", "))")
    }
    scenario.agents = options.agents.map { $0.group(all: desks) }
    do throws(ScenarioError) {
      try scenario.check()
    } catch {
      throw SimulationError(error.field == "agents" ? "--agents takes \(error.expected)" : "\(error)")
    }
    return scenario
  }

  private static func tiers(
    _ policy: PolicySettings, _ options: SimulationOptions, _ whose: String
  ) throws(SimulationError) -> [SimulatedTier] {
    let names = policy.tiers.map(\.name)
    for (option, values) in [("--shares", options.shares), ("--patience", options.patience)] {
      for name in values.compactMap(\.name) where !names.contains(name) {
        throw SimulationError(
          "\(option): there is no tier \(name); the tiers\(whose) are \(names.joined(separator: ", "))")
      }
    }
    let routes = try routes(options)
    var tiers: [SimulatedTier] = []
    for (index, tier) in policy.tiers.enumerated() {
      let others = routes.filter { $0.desk != tier.desk }
      let own = SimulatedTier.DeskShare(desk: tier.desk, share: 1 - others.reduce(0) { $0 + $1.share })
      tiers.append(
        SimulatedTier(
          name: tier.name, share: try share(of: tier.name, index, options, whose), promiseSeconds: tier.promiseSeconds,
          desks: (own.share > 0 ? [own] : []) + others,
          headStartShare: policy.headStartShare, patienceSeconds: try patience(of: tier.name, options)))
    }
    if !tiers.contains(where: { $0.share > 0 }) { throw SimulationError("--shares takes at least one number above 0") }
    return tiers
  }

  private static func share(
    of tier: String, _ index: Int, _ options: SimulationOptions, _ whose: String
  ) throws(SimulationError) -> Double {
    if options.shares.isEmpty { return Double(1 << min(index, 30)) }
    guard let value = options.shares.last(where: { $0.name == tier }) else {
      throw SimulationError("--shares takes a number for each tier\(whose), and has none for \(tier)")
    }
    guard let share = Double(value.text), share >= 0, share.isFinite else {
      throw SimulationError("--shares takes numbers of 0 or more, and not \(value.text) for \(tier)")
    }
    return share
  }

  private static func patience(
    of tier: String, _ options: SimulationOptions
  ) throws(SimulationError) -> Double? {
    let named = options.patience.last { $0.name == tier }
    guard let value = named ?? options.patience.last(where: { $0.name == nil }) else { return nil }
    guard let seconds = seconds(spoken: value.text), seconds > 0 else {
      throw SimulationError("--patience takes times such as 20m or standard=1h, and not \(value.text)")
    }
    return seconds
  }

  private static func routes(_ options: SimulationOptions) throws(SimulationError) -> [SimulatedTier.DeskShare] {
    var routes: [SimulatedTier.DeskShare] = []
    for value in options.routes {
      guard let desk = value.name, let share = Double(value.text), share > 0, share <= 1 else {
        throw SimulationError("--route takes a desk and a share from 0 to 1, such as social-care=0.05")
      }
      routes.append(SimulatedTier.DeskShare(desk: desk, share: share))
    }
    if routes.reduce(0, { $0 + $1.share }) > 1 {
      throw SimulationError("--route takes shares that are 1 at most together")
    }
    return routes
  }
}
