/// A scenario under a discipline: a deterministic simulation of discrete events.
///
/// The same scenario, discipline and seed give the same result, bit for bit; and under one seed all disciplines meet the
/// same tickets, with the same handling times and patience, so that their results differ by what the discipline does.
public struct Simulation: Sendable {
  /// What happens.
  public let scenario: Scenario
  /// Who is next.
  public let discipline: Discipline
  /// What decides all that is random.
  public let seed: UInt64

  /// A simulation of a scenario, which must be without mistakes.
  public init(_ scenario: Scenario, discipline: Discipline, seed: UInt64) throws(ScenarioError) {
    try scenario.check()
    self.scenario = scenario
    self.discipline = discipline
    self.seed = seed
  }

  /// Runs it to the end: until no more tickets arrive and none waits.
  public func run() -> SimulationResult {
    var observer = NoObserver()
    return run(observing: &observer)
  }

  /// Runs it to the end before the eyes of an observer.
  public func run(observing observer: inout some SimulationObserver) -> SimulationResult {
    let layout = SimulationLayout(scenario)
    if discipline == .urgency { return run(layout, LineRoom(scenario), &observer) }
    return run(layout, HeadsRoom(scenario, layout: layout, discipline: discipline), &observer)
  }

  /// Runs it with tickets waiting in `room`.
  func run<Room: WaitingRoom, Observer: SimulationObserver>(
    _ layout: SimulationLayout, _ room: Room, _ observer: inout Observer
  ) -> SimulationResult {
    var engine = SimulationEngine<Room, Observer>(scenario, layout: layout, seed: seed, room: room, observer: observer)
    let (records, desks) = engine.run()
    observer = engine.observer
    return SimulationResult(scenario: scenario, discipline: discipline, desks: desks, records: records)
  }
}
