import Queueing
import TestSupport

/// Lanes, lines and estimators to forecast with.
enum ForecastFixtures {
  static let now = 1_000_000.0

  static func lane(_ tier: String, _ promise: Double, desk: String = "general") -> Lane {
    Lane(desk: desk, tier: tier, promiseSeconds: promise)
  }

  static let tiers = [("critical", 300.0), ("urgent", 900), ("priority", 3600), ("standard", 14_400)]
  static let lanes = ["general", "social-care"].flatMap { desk in
    tiers.map { lane($0.0, $0.1, desk: desk) }
  }

  static func pools(agents: Int, idle: Int = 0, shared: Double = 0.5) -> [String: AgentPool] {
    [
      "general": AgentPool(agents: agents, idle: idle, weights: ["general": 1, "social-care": shared]),
      "social-care": AgentPool(agents: agents, idle: idle, weights: ["general": shared, "social-care": 1]),
    ]
  }

  /// A place that arrived so many seconds ago.
  static func place(_ lane: Lane, waited: Double, headStart: Double = 0, number: Int64) -> Place {
    Place(lane: lane, key: now - waited - headStart, number: number)
  }

  /// A line of so many tickets, and estimators that have seen a random past.
  static func world(_ random: inout SeededGenerator) -> (Line, RateEstimators) {
    var settings = ForecastSettings()
    settings.handlingSeconds = random.logUniform(20...2000)
    var estimators = RateEstimators(settings: settings)
    var line = Line()
    let count = Int.random(in: 0...40, using: &random)
    let reach = random.logUniform(10...20_000)
    let start = now - reach
    var number: Int64 = 0
    for step in 0..<count * 2 {
      let at = start + reach * Double(step) / Double(count * 2)
      let lane = lanes.randomElement(using: &random)!
      let headStart = Double.random(in: 0...0.1 * lane.promiseSeconds, using: &random)
      estimators.arrived(lane: lane, headStartSeconds: headStart, at: at)
      number += 1
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        let waited = Double.random(in: 0...600, using: &random)
        estimators.started(lane: lane, waitedSeconds: waited, queueExisted: Bool.random(using: &random), at: at)
        let forecast = Forecast(p50Seconds: waited / 2, p90Seconds: waited * 2, position: 1)
        estimators.forecastCameTrue(lane: lane, forecast: forecast, waitedSeconds: waited, at: at)
      case 1:
        estimators.abandoned(lane: lane, waitedSeconds: Double.random(in: 0...600, using: &random), at: at)
      default:
        line.insert(Place(lane: lane, key: at - headStart, number: number))
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        estimators.completed(desk: lane.desk, handlingSeconds: random.logUniform(10...1000), at: at)
      }
    }
    return (line, estimators)
  }
}
