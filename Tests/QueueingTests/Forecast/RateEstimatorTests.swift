import Queueing
import Testing

@Suite("Rates")
struct RateEstimatorTests {
  private let lane = Lane(desk: "general", tier: "standard", promiseSeconds: 3600)
  private let pools = ["general": AgentPool(agents: 10, idle: 0, weights: ["general": 1])]

  @Test("Of nothing is known but the settings")
  func priors() throws {
    var settings = ForecastSettings()
    settings.handlingSeconds = 200
    settings.patienceSeconds = 1000
    let outlook = RateEstimators(settings: settings).outlook(agents: pools, at: 0)
    #expect(abs(try #require(outlook.serviceRate(desk: "general")) - 0.05) < 1e-12)
    #expect(abs(try #require(outlook.abandonmentRate(desk: "general")) - 0.001) < 1e-12)
    #expect(outlook.serviceRate(desk: "elsewhere") == nil)
    #expect(outlook.expectedArrivals(in: lane, within: 100) == 0)
  }

  @Test("Starts while tickets waited pull the rate of service to what they show, and fade when none wait")
  func starts() throws {
    var estimators = RateEstimators()
    var settings = ForecastSettings()
    settings.pseudoStarts = 20
    // Always one waits, and every 10 s one is taken.
    estimators.arrived(lane: lane, headStartSeconds: 0, at: 0)
    for step in 1...3000 {
      let now = Double(step) * 10
      estimators.arrived(lane: lane, headStartSeconds: 0, at: now)
      estimators.started(lane: lane, waitedSeconds: 10, queueExisted: true, at: now)
    }
    // 120 starts in a window of 1200 s against 20 at 10 agents / 360 s.
    let rate = try #require(estimators.outlook(agents: pools, at: 30_000).serviceRate(desk: "general"))
    #expect(abs(rate - 140 / (1200 + 20 * 36)) < 0.001)
    estimators.started(lane: lane, waitedSeconds: 10, queueExisted: true, at: 30_000)
    let later = try #require(estimators.outlook(agents: pools, at: 60_000).serviceRate(desk: "general"))
    #expect(abs(later - 10.0 / 360) < 1e-6)
  }

  @Test("Starts of tickets that did not wait, and time in which none waited, tell nothing of the rate")
  func noQueue() throws {
    var estimators = RateEstimators()
    for step in 1...100 {
      estimators.arrived(lane: lane, headStartSeconds: 0, at: Double(step) * 100)
      estimators.started(lane: lane, waitedSeconds: 0, queueExisted: false, at: Double(step) * 100)
    }
    let rate = try #require(estimators.outlook(agents: pools, at: 10_000).serviceRate(desk: "general"))
    #expect(abs(rate - 10.0 / 360) < 1e-9)
  }

  @Test("Agents who serve two desks count for both, and so do the starts they make at either")
  func sharedStarts() throws {
    let other = Lane(desk: "social-care", tier: "standard", promiseSeconds: 3600)
    var estimators = RateEstimators()
    estimators.restored(lane: lane, count: 5000, at: 0)
    for step in 1...2000 {
      estimators.arrived(lane: other, headStartSeconds: 0, at: Double(step) * 10)
      estimators.started(lane: other, waitedSeconds: 5, queueExisted: true, at: Double(step) * 10)
    }
    func rate(weight: Double) throws -> Double {
      let pool = AgentPool(agents: 1, idle: 0, weights: ["general": 1, "social-care": weight])
      return try #require(
        estimators.outlook(agents: ["general": pool], at: 20_000).serviceRate(desk: "general"))
    }
    // A start every 10 s by agents of both desks; of none that serve this one.
    #expect(try rate(weight: 1) > 0.015)
    #expect(try rate(weight: 0) < 0.003)
  }

  @Test("Handling times are learnt, and one ticket that was never closed does no harm")
  func handling() throws {
    var estimators = RateEstimators()
    for step in 1...2000 { estimators.completed(desk: "general", handlingSeconds: 100, at: Double(step) * 10) }
    func rate() throws -> Double {
      try #require(estimators.outlook(agents: pools, at: 20_000).serviceRate(desk: "general"))
    }
    #expect(abs(try rate() - 0.1) < 0.001)
    estimators.completed(desk: "general", handlingSeconds: 1e7, at: 20_000)
    #expect(try rate() > 0.09)
  }

  @Test("Patience is time waited per abandonment")
  func patience() throws {
    var estimators = RateEstimators()
    for step in 1...5000 {
      estimators.arrived(lane: lane, headStartSeconds: 0, at: Double(step))
      if step % 4 == 0 {
        estimators.abandoned(lane: lane, waitedSeconds: 100, at: Double(step))
      } else {
        estimators.started(lane: lane, waitedSeconds: 100, queueExisted: true, at: Double(step))
      }
    }
    // One in 400 s of waiting, a little less for the prior.
    let rate = try #require(estimators.outlook(agents: pools, at: 5000).abandonmentRate(desk: "general"))
    #expect(abs(rate * 400 - 0.79) < 0.03)
  }

  @Test("Arrivals follow the last half hour on the first day, and the time of day from then on")
  func arrivals() throws {
    var estimators = RateEstimators()
    // From 8 to 20 o'clock one every 20 s, by night one every 200 s, for five days and a half.
    var now = 0.0
    while now < 5.5 * 86_400 {
      estimators.arrived(lane: lane, headStartSeconds: 0, at: now)
      let hour = now.truncatingRemainder(dividingBy: 86_400) / 3600
      now += (8..<20).contains(hour) ? 20 : 200
    }
    func expected(_ hour: Double, within seconds: Double) -> Double {
      estimators.outlook(agents: pools, at: 5 * 86_400 + hour * 3600).expectedArrivals(in: lane, within: seconds)
    }
    // Noon of the last day: steady for the next hours, then less as the night comes.
    #expect(abs(expected(12, within: 3600) / 180 - 1) < 0.05)
    #expect(abs(expected(12, within: 28_800) / 1440 - 1) < 0.05)
    var young = RateEstimators()
    for step in 0..<60 { young.arrived(lane: lane, headStartSeconds: 0, at: Double(step) * 10) }
    let first = young.outlook(agents: pools, at: 600).expectedArrivals(in: lane, within: 100)
    #expect(abs(first - 10) < 1)
  }

  @Test("Thousands of lanes do not take more memory: the longest silent are forgotten")
  func forgetting() {
    var estimators = RateEstimators()
    for index in 0..<2000 {
      let lane = Lane(desk: "general", tier: "t\(index)", promiseSeconds: 60)
      estimators.arrived(lane: lane, headStartSeconds: 0, at: Double(index))
    }
    let outlook = estimators.outlook(agents: pools, at: 2000)
    func isKnown(_ tier: String) -> Bool {
      outlook.expectedArrivals(in: Lane(desk: "general", tier: tier, promiseSeconds: 60), within: 60) > 0
    }
    #expect(isKnown("t1999") && !isKnown("t0"))
  }
}
