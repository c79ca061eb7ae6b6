import Foundation
import Queueing
import TestSupport
import Testing

/// What holds of any forecast, over 100,000 random lines. A failure's message has the seed.
@Suite("Invariants of the forecast")
struct ForecastPropertyTests {
  private static let cases =
    ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) } ?? 100_000
  private static let now = ForecastFixtures.now

  private struct Case {
    var line: Line
    let estimators: RateEstimators
    let place: Place
    let agents: Int
    let idle: Int
    let shared: Double

    func forecast(moreAgents: Int = 0, plus extra: Place? = nil) -> (Forecast?, ForecastBasis) {
      var line = line
      if let extra { line.insert(extra) }
      let pools = ForecastFixtures.pools(agents: agents + moreAgents, idle: idle, shared: shared)
      return estimators.outlook(agents: pools, at: now).forecast(for: place, in: line, at: now)
    }
  }

  /// Runs `check` on random lines, and stops at the first that fails.
  private func forAll(
    cases: Int = cases, _ check: (Case, inout SeededGenerator) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var random = SeededGenerator()
    var index = 0
    while index < cases {
      let (line, estimators) = ForecastFixtures.world(&random)
      // Some tickets a line, as making lines is most of the work.
      for _ in 0..<10 {
        let lane = ForecastFixtures.lanes.randomElement(using: &random)!
        let place = ForecastFixtures.place(
          lane, waited: Bool.random(using: &random) ? 0 : random.logUniform(1...10_000),
          headStart: Double.random(in: 0...0.1 * lane.promiseSeconds, using: &random), number: 1_000_000)
        let agents = Int.random(in: 1...30, using: &random)
        let idle = Bool.random(using: &random) ? 0 : Int.random(in: 0...min(agents, 3), using: &random)
        let example = Case(
          line: line, estimators: estimators, place: place, agents: agents, idle: idle,
          shared: Double.random(in: 0...1, using: &random))
        if !check(example, &random) {
          Issue.record("\(random), case \(index): \(example)", sourceLocation: sourceLocation)
          return
        }
        index += 1
      }
    }
  }

  @Test("The median does not exceed the 90th percentile, neither is negative, and they are zero only for free agents")
  func order() {
    forAll { example, _ in
      guard case (let forecast?, let basis) = example.forecast() else { return false }
      return forecast.p50Seconds <= forecast.p90Seconds && forecast.p90Seconds.isFinite
        && (forecast.p50Seconds > 0) == (basis == .queue)
        && forecast.position == example.line.ahead(of: example.place, at: Self.now) + 1
    }
  }

  @Test("One more ticket in the line never shortens the forecast, and one ahead never fails to count")
  func moreAhead() {
    forAll { example, random in
      let lane = ForecastFixtures.lanes.randomElement(using: &random)!
      let extra = ForecastFixtures.place(lane, waited: random.logUniform(1...10_000), number: 2_000_000)
      guard case (let before?, _) = example.forecast() else { return false }
      guard case (let after?, _) = example.forecast(plus: extra) else { return false }
      // Who is of the same lane and ahead stays ahead, and a free agent takes but one.
      let counts = lane == example.place.lane && extra.key < example.place.key && example.idle == 0
      return after.p50Seconds >= before.p50Seconds && after.p90Seconds >= before.p90Seconds
        && after.position >= before.position && (!counts || after.p50Seconds > before.p50Seconds)
    }
  }

  @Test("One more agent never lengthens the forecast")
  func moreAgents() {
    forAll { example, random in
      let more = Int.random(in: 1...5, using: &random)
      guard case (let before?, _) = example.forecast() else { return false }
      guard case (let after?, _) = example.forecast(moreAgents: more) else { return false }
      return after.p50Seconds <= before.p50Seconds && after.p90Seconds <= before.p90Seconds
    }
  }

  @Test("The table gives a new ticket's forecast, exactly at its points")
  func table() {
    // A table is forty forecasts and more.
    forAll(cases: Self.cases / 10) { example, random in
      let pools = ForecastFixtures.pools(agents: example.agents, idle: example.idle, shared: example.shared)
      let outlook = example.estimators.outlook(agents: pools, at: Self.now)
      let table = ForecastTable(outlook: outlook, line: example.line, lanes: [example.place.lane], at: Self.now)
      let lane = example.place.lane
      let point = Int.random(in: 0...4, using: &random)
      let headStart = 0.1 * lane.promiseSeconds * Double(point) / 4
      let place = Place(lane: lane, key: Self.now - headStart, number: .max)
      guard case (let direct?, let basis) = outlook.forecast(for: place, in: example.line, at: Self.now),
        let (found, position, foundBasis) = table.entry(lane: lane, headStartSeconds: headStart), let found
      else { return false }
      return abs(found.p50Seconds - direct.p50Seconds) <= 1e-9 * (1 + direct.p50Seconds)
        && abs(found.p90Seconds - direct.p90Seconds) <= 1e-9 * (1 + direct.p90Seconds)
        && position == direct.position && basis == foundBasis
    }
  }
}
