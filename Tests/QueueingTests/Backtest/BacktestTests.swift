import Queueing
import Testing

@Suite("Back-tests")
struct BacktestTests {
  private static let tiers = ["2": PastTier(headStartSeconds: 45)]

  /// A ticket that came, waited and took so many seconds.
  private func ticket(
    _ arrived: Double, waited: Double, took: Double? = 60, agent: String? = "A", tier: String = "1"
  ) -> PastTicket {
    PastTicket(
      arrived: arrived, left: arrived + waited, isServed: took != nil, ended: took.map { arrived + waited + $0 },
      agent: took == nil ? nil : agent, tier: tier)
  }

  @Test("Days that never were: the forecast is better than every formula, and covers nine of ten")
  func madeUp() throws {
    let report = Backtest(tiers: Self.tiers).run(try MadeUpLog.tickets(days: 10, seed: 3))
    let heed = try #require(report.all[.heed])
    #expect(report.abandoned > 300 && heed.count > 3000)
    for formula in WaitEstimator.allCases where formula != .heed {
      let other = try #require(report.all[formula]?.meanAbsoluteError)
      #expect(try #require(heed.meanAbsoluteError) < other, "\(formula)")
    }
    for (tier, scores) in report.tiers {
      #expect((0.88...0.92).contains(try #require(scores[.heed]?.p90Coverage)), "tier \(tier)")
    }
    #expect(report.hours.values.reduce(0) { $0 + $1.count } == heed.count)
    #expect(report.forecasts.count == heed.count)
  }

  @Test("Nothing of the future is known: what comes after a ticket's arrival does not change its forecast")
  func noLookAhead() throws {
    let tickets = try MadeUpLog.tickets(days: 2, seed: 4).sorted { $0.arrived < $1.arrived }
    let whole = Backtest(tiers: Self.tiers).run(tickets)
    // All are cut off at a time: who comes later is not there, and who is not done by then is done later.
    let end = 1.5 * 86_400
    let cut = tickets.filter { $0.arrived <= end }.map { ticket in
      var ticket = ticket
      if ticket.left > end {
        ticket.left += 5000
        ticket.ended = ticket.ended.map { $0 + 5000 }
      } else if let ended = ticket.ended, ended > end {
        ticket.ended = ended + 3000
      }
      return ticket
    }
    let part = Backtest(tiers: Self.tiers).run(cut)
    let known = part.forecasts.map { ($0.time, $0.p50Seconds, $0.p90Seconds) }
    let same = whole.forecasts.filter { $0.time <= end }
    #expect(known.count == same.count && known.count > 500)
    let forecasts = Dictionary(known.map { ($0.0, ($0.1, $0.2)) }, uniquingKeysWith: { first, _ in first })
    #expect(same.allSatisfy { forecasts[$0.time]?.0 == $0.p50Seconds && forecasts[$0.time]?.1 == $0.p90Seconds })
  }

  @Test("The formulas are what they are called")
  func formulas() throws {
    // One agent. The first three come and go; then one is with the agent, two wait, and a third comes.
    let tickets = [
      ticket(0, waited: 0, took: 100), ticket(10, waited: 90, took: 100), ticket(20, waited: 180, took: 100),
      ticket(1000, waited: 0, took: 100), ticket(1010, waited: 90, took: 100), ticket(1020, waited: 180, took: 100),
      ticket(1030, waited: 270, took: 100),
    ]
    var settings = ForecastSettings()
    settings.handlingSeconds = 100
    let report = Backtest(settings: settings).run([tickets[6]] + tickets[0..<6])
    #expect(report.queued == 5 && report.all[.heed]?.count == 5)
    func error(_ estimator: WaitEstimator) throws -> Double {
      try #require(report.all[estimator]?.meanAbsoluteError)
    }
    func mean(_ errors: [Double]) -> Double { errors.reduce(0, +) / Double(errors.count) }
    // Handling takes 100 s each, so the formulas say 100 × position: 100, 200, 100, 200, 300.
    #expect(try error(.handlingByAhead) == mean([10, 20, 10, 20, 30]))
    #expect(try error(.handlingByQueue) == mean([10, 20, 10, 20, 30]))
    // The last served had 0 (none), 0 (none), 180, 180, 180.
    #expect(try error(.lastServed) == mean([90, 180, 90, 0, 90]))
    // The first in line had waited 0 (none), 10, 0 (none), 10, 20.
    #expect(try error(.headOfLine) == mean([90, 170, 90, 170, 250]))
  }

  @Test("Tickets that did not wait, gave up, or have no agent in the log are no trouble")
  func gaps() throws {
    let tickets = [
      ticket(0, waited: 0, took: nil), ticket(5, waited: 30, took: nil), ticket(6, waited: 0, took: 0, agent: nil),
      ticket(7, waited: 40, took: 50, agent: nil), ticket(8, waited: 1, took: 10, agent: nil),
      PastTicket(arrived: 9, left: 60, isServed: true, ended: nil, agent: nil, tier: "?"),
    ]
    let report = Backtest().run(tickets)
    #expect(report.tickets == 6 && report.queued == 4 && report.abandoned == 1 && report.all[.heed]?.count == 3)
    #expect(Backtest().run([]).all.isEmpty)
  }

  @Test("Scores are computed as they are defined")
  func scores() throws {
    var score = EstimatorScore()
    #expect(score.meanAbsoluteError == nil && score.p90Coverage == nil)
    score.add(waited: 10, p50: 20, p90: 30)
    score.add(waited: 50, p50: 20, p90: 40)
    #expect(score.meanAbsoluteError == 20 && score.bias == -10 && score.rootMeanSquaredError == 500.0.squareRoot())
    #expect(score.p50Coverage == 0.5 && score.p90Coverage == 0.5)
    let pinball = try #require(score.pinball90)
    #expect(score.pinball50 == 10 && abs(pinball - 5.5) < 1e-12)
  }
}
