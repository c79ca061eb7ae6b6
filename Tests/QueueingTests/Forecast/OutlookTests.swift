import Foundation
import Queueing
import Testing

@Suite("Forecasts")
struct OutlookTests {
  private let standard = Lane(desk: "general", tier: "standard", promiseSeconds: 3600)
  private let urgent = Lane(desk: "general", tier: "urgent", promiseSeconds: 600)

  /// Rates that are exactly agents / handling time, and customers who do not give up.
  private func outlook(
    agents: Int = 6, idle: Int = 0, weights: [String: Double] = [:], _ change: (inout RateEstimators) -> Void = { _ in }
  ) -> Outlook {
    var settings = ForecastSettings()
    settings.patienceSeconds = 1e15
    var estimators = RateEstimators(settings: settings)
    change(&estimators)
    let pool = AgentPool(agents: agents, idle: idle, weights: weights)
    return estimators.outlook(agents: ["general": pool], at: 100_000)
  }

  private func place(_ lane: Lane, waited: Double = 0, number: Int64 = 1000) -> Place {
    Place(lane: lane, key: 100_000 - waited, number: number)
  }

  private func line(_ lane: Lane, count: Int, waited: Double) -> Line {
    var line = Line()
    for number in 0..<count { line.insert(place(lane, waited: waited, number: Int64(number))) }
    return line
  }

  @Test("In one lane the wait is the sum of as many exponential times", arguments: [0, 1, 5, 15, 60])
  func gamma(ahead: Int) throws {
    let line = line(standard, count: ahead, waited: 100)
    let (forecast, basis) = outlook().forecast(for: place(standard), in: line, at: 100_000)
    let found = try #require(forecast)
    // Wilson & Hilferty's quantiles of the Gamma law, with a time of 60 s each.
    let shape = Double(ahead + 1)
    func quantile(_ z: Double) -> Double { 60 * shape * pow(1 - 1 / (9 * shape) + z / (3 * shape.squareRoot()), 3) }
    #expect(abs(found.p50Seconds / quantile(0) - 1) < 0.02)
    #expect(abs(found.p90Seconds / quantile(1.28155) - 1) < 0.015)
    #expect(found.position == ahead + 1 && basis == .queue)
  }

  @Test("A free agent and nobody ahead: no wait. Nobody at the desk: no forecast, and why")
  func basis() {
    let (free, freeBasis) = outlook(idle: 1).forecast(for: place(standard), in: Line(), at: 100_000)
    #expect(free == Forecast(p50Seconds: 0, p90Seconds: 0, position: 1) && freeBasis == .idleAgent)
    let (none, noBasis) = outlook(agents: 0).forecast(for: place(standard), in: Line(), at: 100_000)
    #expect(none == nil && noBasis == .noAgent)
    #expect(Outlook().forecast(for: place(standard), in: Line(), at: 0).1 == .noAgent)
    // Two are free and two are ahead, who will take them.
    let line = line(standard, count: 2, waited: 10)
    let (behind, _) = outlook(idle: 2).forecast(for: place(standard), in: line, at: 100_000)
    #expect((behind?.p50Seconds ?? 0) > 0)
    #expect(ForecastBasis.allCases.map(\.rawValue) == ["queue", "idle-agent", "no-agent", "promise-only"])
  }

  @Test("A ticket in the line is not ahead of itself")
  func itself() throws {
    var line = line(standard, count: 3, waited: 100)
    let before = outlook().forecast(for: place(standard), in: line, at: 100_000).0
    line.insert(place(standard))
    #expect(outlook().forecast(for: place(standard), in: line, at: 100_000).0 == before)
  }

  @Test("Slower tickets are ahead only until they are passed, faster ones come ahead as time goes by")
  func lanes() throws {
    // All have used up half of their promises.
    let slow = line(standard, count: 20, waited: 1800)
    let fast = line(urgent, count: 20, waited: 1)
    let alone = try #require(outlook().forecast(for: place(urgent), in: slow, at: 100_000).0).p50Seconds
    let same = line(urgent, count: 20, waited: 300)
    let behind = try #require(outlook().forecast(for: place(urgent), in: same, at: 100_000).0).p50Seconds
    // They are passed after 360 s, while 20 of the ticket's own lane take 1200 s.
    #expect(alone > 300 && alone < 480)
    #expect(behind > 1150)
    // Half an hour behind them in its promise, a slow ticket is overtaken by nearly all of the fast ones.
    let (overtaken, _) = outlook().forecast(for: place(standard, waited: 10), in: fast, at: 100_000)
    #expect((1100...1250).contains(try #require(overtaken).p50Seconds))
    #expect(overtaken?.position == 1)
  }

  @Test(
    "Faster tickets that are still to come lengthen the wait of slow ones, and slower ones hardly that of fast ones")
  func toCome() throws {
    func arriving(_ lane: Lane) -> Outlook {
      outlook { estimators in
        for step in 0..<5000 {
          let now = 100_000 - 120.0 * Double(5000 - step)
          estimators.arrived(lane: lane, headStartSeconds: 0, at: now)
          estimators.started(lane: lane, waitedSeconds: 0, queueExisted: false, at: now)
        }
      }
    }
    let line = line(standard, count: 20, waited: 10)
    let quiet = try #require(outlook().forecast(for: place(standard), in: line, at: 100_000).0)
    let busy = try #require(arriving(urgent).forecast(for: place(standard), in: line, at: 100_000).0)
    // 21 services of 60 s; of the time, an urgent ticket every 120 s takes half in all but the last sixth of the wait.
    #expect(busy.p50Seconds / quiet.p50Seconds > 1.5 && busy.p50Seconds / quiet.p50Seconds < 1.9)
    let after = try #require(arriving(standard).forecast(for: place(urgent), in: line, at: 100_000).0)
    #expect(after.p50Seconds < quiet.p50Seconds)
  }

  @Test("Those of the same tier who come later with a greater head start overtake")
  func headStarts() throws {
    let outlook = outlook { estimators in
      for step in 0..<5000 {
        let now = 100_000 - 120.0 * Double(5000 - step)
        estimators.arrived(lane: standard, headStartSeconds: Double(step % 10) * 40, at: now)
        estimators.started(lane: standard, waitedSeconds: 0, queueExisted: false, at: now)
      }
    }
    func median(headStart: Double) throws -> Double {
      let place = Place(lane: standard, key: 100_000 - headStart, number: 1000)
      let line = line(standard, count: 5, waited: 1000)
      return try #require(outlook.forecast(for: place, in: line, at: 100_000).0).p50Seconds
    }
    #expect(try median(headStart: 0) > median(headStart: 100))
    #expect(try median(headStart: 360) < 360)
  }

  @Test("Tickets of another desk count as far as they compete for the same agents")
  func otherDesks() throws {
    var line = Line()
    let other = Lane(desk: "social-care", tier: "standard", promiseSeconds: 3600)
    for number in 0..<10 { line.insert(place(other, waited: 100, number: Int64(number))) }
    func median(_ weight: Double) throws -> Double {
      let outlook = outlook(weights: ["social-care": weight])
      let forecast = outlook.forecast(for: place(standard), in: line, at: 100_000).0
      #expect(forecast?.position == 1)
      return try #require(forecast).p50Seconds
    }
    #expect(abs(try median(0) - 41.6) < 1)
    #expect(abs(try median(1) - 640) < 15)
    #expect(try median(0.5) > 300 && median(0.5) < 360)
  }

  @Test("A table knows the lanes it was made for and those of the line, and says why it has no forecast")
  func table() throws {
    let line = line(urgent, count: 3, waited: 10)
    let table = ForecastTable(outlook: outlook(), line: line, lanes: [standard], at: 100_000)
    let direct = try #require(outlook().forecast(for: place(standard), in: line, at: 100_000).0)
    let found = try #require(table.forecast(lane: standard, headStartSeconds: 0))
    #expect(abs(found.p50 - direct.p50Seconds) < 1e-6 && abs(found.p90 - direct.p90Seconds) < 1e-6)
    #expect(table.forecast(lane: urgent, headStartSeconds: 30) != nil)
    #expect(table.forecast(lane: Lane(desk: "x", tier: "y", promiseSeconds: 1), headStartSeconds: 0) == nil)
    let empty = ForecastTable(outlook: outlook(agents: 0), line: line, lanes: [standard], at: 100_000)
    let entry = try #require(empty.entry(lane: standard, headStartSeconds: 0))
    #expect(entry.forecast == nil && entry.basis == .noAgent && entry.position == 4)
    // Beyond a tenth of the promise there is no more to gain.
    let most = try #require(table.forecast(lane: standard, headStartSeconds: 360)).p50
    #expect(table.forecast(lane: standard, headStartSeconds: 9999)?.p50 == most)
  }
}
