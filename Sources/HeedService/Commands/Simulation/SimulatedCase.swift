public import Queueing

/// What came of a policy under a discipline.
public struct SimulatedCase: Sendable {
  /// The policy's name.
  public let policy: String
  /// Who was next.
  public let discipline: Discipline
  /// The tiers.
  public let tiers: [SimulatedTier]
  /// The waits of each tier.
  public let summaries: [WaitSummary]
  /// The waits of all.
  public let all: WaitSummary
  /// The mean day.
  public let course: [DayCourse]

  init(_ part: SimulationPlan.Case, _ result: SimulationResult) {
    policy = part.policy
    discipline = part.discipline
    tiers = part.scenario.tiers
    (summaries, all) = result.summaries()
    course = result.course(bins: Self.parts(days: part.scenario.durationSeconds / Scenario.daySeconds))
  }

  /// The number of parts that the day's course is shown in: of few days a quarter of an hour has too few tickets.
  private static func parts(days: Double) -> Int { days < 10 ? 24 : 96 }
}
