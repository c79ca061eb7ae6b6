import Foundation
import Queueing
import TestSupport
import Testing

@Suite("Mean waits by tier")
struct PriorityWaitsTests {
  private static let setA = (agents: 5, arrivalRates: [1, 1.5, 1.5], serviceRate: 1.0)
  private static let setB = (agents: 20, arrivalRates: [0.75, 1.5, 2.35], serviceRate: 0.25)

  private func expect(
    _ waits: [Double]?, _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let waits = try #require(waits, sourceLocation: sourceLocation)
    #expect(waits.count == expected.count, sourceLocation: sourceLocation)
    for (wait, value) in zip(waits, expected) { #expect(abs(wait - value) < 1e-6, sourceLocation: sourceLocation) }
  }

  @Test("Strict priority is Cobham's, as in the reference")
  func strict() throws {
    let (a, b) = (Self.setA, Self.setB)
    try expect(
      PriorityWaits.strict(agents: a.agents, arrivalRates: a.arrivalRates, serviceRate: a.serviceRate),
      [0.138528, 0.277056, 1.108225])
    try expect(
      PriorityWaits.strict(agents: b.agents, arrivalRates: b.arrivalRates, serviceRate: b.serviceRate),
      [0.147734, 0.268607, 2.853950])
  }

  @Test("Accumulating priority is Kleinrock's, as in the reference")
  func accumulating() throws {
    let (a, b) = (Self.setA, Self.setB)
    try expect(
      PriorityWaits.accumulating(
        agents: a.agents, arrivalRates: a.arrivalRates, serviceRate: a.serviceRate, priorityRates: [4, 2, 1]),
      [0.303443, 0.483749, 0.791589])
    try expect(
      PriorityWaits.accumulating(
        agents: b.agents, arrivalRates: b.arrivalRates, serviceRate: b.serviceRate, priorityRates: [6, 3, 1]),
      [0.522491, 0.909226, 2.325441])
  }

  @Test("Equal rates are first come, first served; ratios without limit are strict priority")
  func limits() throws {
    let a = Self.setA
    let equal = PriorityWaits.accumulating(
      agents: a.agents, arrivalRates: a.arrivalRates, serviceRate: a.serviceRate, priorityRates: [7, 7, 7])
    try expect(equal, [0.554113, 0.554113, 0.554113])
    let endless = try #require(
      PriorityWaits.accumulating(
        agents: a.agents, arrivalRates: a.arrivalRates, serviceRate: a.serviceRate, priorityRates: [1e200, 1e100, 1]))
    let strict = try #require(
      PriorityWaits.strict(agents: a.agents, arrivalRates: a.arrivalRates, serviceRate: a.serviceRate))
    for (first, second) in zip(endless, strict) { #expect(abs(first - second) < 1e-12) }
  }

  @Test("The order in which tiers are named does not matter")
  func order() throws {
    let forwards = try #require(
      PriorityWaits.accumulating(agents: 3, arrivalRates: [0.5, 0.9, 1.2], serviceRate: 1, priorityRates: [5, 3, 1]))
    let mixed = try #require(
      PriorityWaits.accumulating(agents: 3, arrivalRates: [1.2, 0.5, 0.9], serviceRate: 1, priorityRates: [1, 5, 3]))
    for (first, second) in zip(forwards, [mixed[1], mixed[2], mixed[0]]) { #expect(abs(first - second) < 1e-12) }
  }

  @Test("Whatever the order of service, the mean length of the line is the same")
  func conservation() {
    var random = SeededGenerator()
    let cases = ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) } ?? 100_000
    for _ in 0..<cases {
      let agents = Int.random(in: 1...Int(random.logUniform(1...300)), using: &random)
      let tiers = Int.random(in: 1...6, using: &random)
      let serviceRate = random.logUniform(1e-3...10)
      let use = Double.random(in: 0.01...0.999, using: &random)
      let weights = (0..<tiers).map { _ in Double.random(in: 0.01...1, using: &random) }
      let total = weights.reduce(0, +)
      let rates = weights.map { $0 / total * use * Double(agents) * serviceRate }
      // Some tiers share a rate, as those of two desks with one promise do.
      let priorityRates = rates.map { _ in Bool.random(using: &random) ? 1 : random.logUniform(1e-3...1e3) }
      guard
        let common = ErlangC.meanWait(agents: agents, arrivalRate: rates.reduce(0, +), serviceRate: serviceRate),
        let strict = PriorityWaits.strict(agents: agents, arrivalRates: rates, serviceRate: serviceRate),
        let accumulating = PriorityWaits.accumulating(
          agents: agents, arrivalRates: rates, serviceRate: serviceRate, priorityRates: priorityRates)
      else {
        Issue.record("\(random): no answer for c=\(agents) λ=\(rates) μ=\(serviceRate)")
        return
      }
      let length = rates.reduce(0, +) * common
      for waits in [strict, accumulating] {
        let off = abs(PriorityWaits.meanLength(arrivalRates: rates, waits: waits) - length)
        if off > 1e-9 * max(1, length) || waits.contains(where: { $0 < 0 }) {
          Issue.record("\(random): c=\(agents) λ=\(rates) μ=\(serviceRate) b=\(priorityRates): \(waits), off \(off)")
          return
        }
      }
    }
  }

  @Test("Outside the domain there is no value")
  func domain() {
    #expect(PriorityWaits.strict(agents: 2, arrivalRates: [1, 1], serviceRate: 1) == nil)
    #expect(PriorityWaits.strict(agents: 2, arrivalRates: [-1, 1], serviceRate: 1) == nil)
    #expect(PriorityWaits.strict(agents: 0, arrivalRates: [], serviceRate: 1) == nil)
    #expect(
      PriorityWaits.accumulating(agents: 2, arrivalRates: [0.1, 0.1], serviceRate: 1, priorityRates: [1]) == nil)
    #expect(
      PriorityWaits.accumulating(agents: 2, arrivalRates: [0.1, 0.1], serviceRate: 1, priorityRates: [1, 0]) == nil)
  }

  @Test(
    "Allen and Cunneen's approximation is the reference's",
    arguments: [(0, 0.277056), (0.5, 0.415584), (1, 0.554113), (2, 0.831169)])
  func allenCunneen(variation: Double, expected: Double) throws {
    let wait = try #require(
      AllenCunneen.meanWait(
        agents: 5, arrivalRate: 4, serviceRate: 1, arrivalVariation: 1, serviceVariation: variation))
    #expect(abs(wait - expected) < 1e-6)
    #expect(
      AllenCunneen.meanWait(
        agents: 5, arrivalRate: 5, serviceRate: 1, arrivalVariation: 1, serviceVariation: variation) == nil)
    #expect(
      AllenCunneen.meanWait(agents: 5, arrivalRate: 4, serviceRate: 1, arrivalVariation: -1, serviceVariation: 1) == nil
    )
  }
}
