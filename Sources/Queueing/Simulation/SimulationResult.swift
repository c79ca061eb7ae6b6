/// What became of the tickets of a simulation.
public struct SimulationResult: Hashable, Sendable {
  /// What was simulated.
  public let scenario: Scenario
  /// Who was next.
  public let discipline: Discipline
  /// The desks that tickets waited for.
  public let desks: [String]
  /// All tickets in the order of arrival, those of the warm-up too.
  public let records: [TicketRecord]

  /// Summaries by tier, in the order of the scenario's, and of all tickets, those of the warm-up left out.
  ///
  /// It takes O(n·log n) time for n tickets.
  public func summaries() -> (tiers: [WaitSummary], all: WaitSummary) {
    let overtakes = Overtakes.counts(records, pools: Overtakes.pools(desks: desks, agents: scenario.agents))
    let measured = records.indices.filter { records[$0].arrivalSeconds >= scenario.warmUpSeconds }
    func summary(_ indices: [Int]) -> WaitSummary {
      WaitSummary(
        indices.map { index in
          let record = records[index]
          return WaitSummary.Sample(
            waitSeconds: record.waitSeconds, promiseSeconds: scenario.tiers[record.tier].promiseSeconds,
            isAbandoned: record.isAbandoned, overtakes: overtakes[index])
        })
    }
    let tiers = scenario.tiers.indices.map { tier in summary(measured.filter { records[$0].tier == tier }) }
    return (tiers, summary(measured))
  }

  /// The course of the day: what was measured, by the time of day.
  ///
  /// - Parameter bins: Number of equal parts of the day.
  /// - Returns: The mean of all days for each part, in order.
  public func course(bins: Int) -> [DayCourse] {
    DayCourse.ofDay(self, bins: bins)
  }
}
