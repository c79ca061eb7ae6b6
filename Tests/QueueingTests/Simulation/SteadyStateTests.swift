import Foundation
import Queueing
import Testing

/// Simulated means against the closed forms. Each must hold the formula's value within its 95 % interval, and the
/// interval must be so narrow that this says something. Seeds are fixed, so that nothing is left to chance.
@Suite("Simulations in a steady state")
struct SteadyStateTests {
  /// Times are in handling times for set A, and in quarters of them for set B.
  private static func scenario(
    agents: Int, arrivalRates: [Double], handling: HandlingLaw, priorityRates: [Double], duration: Double,
    patience: Double? = nil
  ) -> Scenario {
    Scenario(
      tiers: zip(arrivalRates, priorityRates).enumerated().map { index, rates in
        SimulatedTier(
          name: "\(index)", share: rates.0, promiseSeconds: 1 / rates.1, patienceSeconds: patience,
          priorityRate: rates.1)
      },
      agents: [AgentGroup(count: agents, desks: ["general"])], arrivals: .constant(arrivalRates.reduce(0, +)),
      handling: handling, durationSeconds: duration, warmUpSeconds: duration / 100)
  }

  private static func setA(
    _ handling: HandlingLaw = HandlingLaw(.exponential, meanSeconds: 1), duration: Double = 50_000
  ) -> Scenario {
    scenario(
      agents: 5, arrivalRates: [1, 1.5, 1.5], handling: handling, priorityRates: [4, 2, 1], duration: duration)
  }

  private static let setB = scenario(
    agents: 20, arrivalRates: [0.75, 1.5, 2.35], handling: HandlingLaw(.exponential, meanSeconds: 4),
    priorityRates: [6, 3, 1], duration: 150_000)

  private func expect(
    _ replications: Replications, _ expected: [Double]?, within share: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(expected, sourceLocation: sourceLocation)
    #expect(replications.figures.count == expected.count, sourceLocation: sourceLocation)
    for (figure, value) in zip(replications.figures, expected) {
      #expect(abs(figure.mean - value) <= figure.halfWidth, "\(figure) for \(value)", sourceLocation: sourceLocation)
      #expect(figure.halfWidth <= share * value, "\(figure) for \(value)", sourceLocation: sourceLocation)
    }
  }

  @Test("Set A, strict priority: Cobham")
  func strictA() throws {
    try expect(
      Replications(Self.setA(), .strict, Replications.meanWaits),
      PriorityWaits.strict(agents: 5, arrivalRates: [1, 1.5, 1.5], serviceRate: 1), within: 0.03)
  }

  @Test("Set A, accumulating priority: Kleinrock")
  func accumulatingA() throws {
    try expect(
      Replications(Self.setA(), .accumulating, Replications.meanWaits),
      PriorityWaits.accumulating(
        agents: 5, arrivalRates: [1, 1.5, 1.5], serviceRate: 1, priorityRates: [4, 2, 1]), within: 0.03)
  }

  @Test("Set A, urgency without head starts is accumulating priority of 1/promise")
  func urgencyA() throws {
    try expect(
      Replications(Self.setA(), .urgency, Replications.meanWaits),
      PriorityWaits.accumulating(
        agents: 5, arrivalRates: [1, 1.5, 1.5], serviceRate: 1, priorityRates: [4, 2, 1]), within: 0.03)
  }

  @Test("Set B, strict priority: Cobham")
  func strictB() throws {
    try expect(
      Replications(Self.setB, .strict, Replications.meanWaits),
      PriorityWaits.strict(agents: 20, arrivalRates: [0.75, 1.5, 2.35], serviceRate: 0.25), within: 0.04)
  }

  @Test("Set B, accumulating priority: Kleinrock")
  func accumulatingB() throws {
    try expect(
      Replications(Self.setB, .accumulating, Replications.meanWaits),
      PriorityWaits.accumulating(
        agents: 20, arrivalRates: [0.75, 1.5, 2.35], serviceRate: 0.25, priorityRates: [6, 3, 1]), within: 0.04)
  }

  @Test("Equal handling times: Crommelin, to whom Allen and Cunneen come near")
  func deterministic() throws {
    let exact = Self.crommelin(agents: 5, load: 4)
    try expect(
      Replications(Self.setA(HandlingLaw(.deterministic, meanSeconds: 1)), .fcfs) { result in
        [PriorityWaits.meanLength(arrivalRates: [0.25, 0.375, 0.375], waits: Replications.meanWaits(result))]
      }, [exact], within: 0.02)
    let approximate = try #require(
      AllenCunneen.meanWait(agents: 5, arrivalRate: 4, serviceRate: 1, arrivalVariation: 1, serviceVariation: 0))
    #expect(abs(approximate / exact - 1) < 0.05, "\(approximate) for \(exact)")
  }

  /// The mean wait in M/D/c in handling times (Crommelin 1932):
  /// Σᵢ₌₁ e^{−ia}·[Σ_{j≥ic} (ia)^j/j! − (c/a)·Σ_{j>ic} (ia)^j/j!].
  private static func crommelin(agents: Int, load: Double) -> Double {
    var wait = 0.0
    for i in 1...200 {
      let (mean, first) = (Double(i) * load, i * agents)
      var term = exp(Double(first) * log(mean) - mean - lgamma(Double(first) + 1))
      wait += term
      for j in first + 1...first + 2000 {
        term *= mean / Double(j)
        wait += term * (1 - Double(agents) / load)
      }
    }
    return wait
  }

  @Test("Patience: Erlang A", arguments: [(5, 4.0), (20, 24)])
  func abandonment(agents: Int, arrivalRate: Double) throws {
    let scenario = Self.scenario(
      agents: agents, arrivalRates: [arrivalRate], handling: HandlingLaw(.exponential, meanSeconds: 1),
      priorityRates: [1], duration: 40_000 / arrivalRate, patience: 2)
    let expected = try #require(
      ErlangA(agents: agents, arrivalRate: arrivalRate, serviceRate: 1, abandonRate: 0.5))
    let replications = try Replications(scenario, .urgency) { result in
      let all = result.summaries().all
      let waited = result.records.count { $0.waitSeconds > 0 }
      return [
        Double(all.abandoned) / Double(all.count), all.meanSeconds, Double(waited) / Double(result.records.count),
      ]
    }
    try expect(
      replications, [expected.abandonProbability, expected.meanWait, expected.waitProbability], within: 0.03)
  }

  @Test("The mean length of the line is the same under every discipline")
  func conservation() throws {
    let length = try #require(ErlangC.meanWait(agents: 5, arrivalRate: 4, serviceRate: 1))
    for discipline in Discipline.allCases {
      try expect(
        Replications(Self.setA(duration: 25_000), discipline) { result in
          [PriorityWaits.meanLength(arrivalRates: [0.25, 0.375, 0.375], waits: Replications.meanWaits(result))]
        }, [length], within: 0.03)
    }
  }

  @Test("Equal handling times of one agent: the wait is Pollaczek's and Khinchine's, and so for other laws")
  func oneAgent() throws {
    let laws = [
      HandlingLaw(.deterministic, meanSeconds: 1), HandlingLaw(.erlang(stages: 3), meanSeconds: 1),
      HandlingLaw(.lognormal(variation: 0.5), meanSeconds: 1),
      HandlingLaw(.hyperexponential(variation: 3), meanSeconds: 1),
    ]
    for law in laws {
      let scenario = Self.scenario(
        agents: 1, arrivalRates: [0.7], handling: law, priorityRates: [1], duration: 200_000)
      // With one agent Allen and Cunneen's formula is exact.
      let wait = AllenCunneen.meanWait(
        agents: 1, arrivalRate: 0.7, serviceRate: 1, arrivalVariation: 1, serviceVariation: law.variation)
      try expect(Replications(scenario, .fcfs, Replications.meanWaits), wait.map { [$0] }, within: 0.03)
    }
  }
}
