import Queueing
import TestSupport

/// Scenarios with anything in them, small enough to be gone through by brute force.
enum RandomScenario {
  static let desks = ["general", "senior", "social"]

  static func make(_ random: inout SeededGenerator) -> Scenario {
    let tiers = (0..<Int.random(in: 1...4, using: &random)).map { index in
      SimulatedTier(
        name: "tier \(index)", share: Double.random(in: 0.1...1, using: &random),
        promiseSeconds: random.logUniform(60...7200),
        desks: desks.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)).map {
          .init(desk: $0, share: Double.random(in: 0.1...1, using: &random))
        },
        headStartShare: Bool.random(using: &random) ? 0.1 : 0,
        patienceSeconds: Bool.random(using: &random) ? random.logUniform(60...7200) : nil,
        priorityRate: Bool.random(using: &random) ? random.logUniform(0.001...1) : nil,
        handling: Int.random(in: 0..<4, using: &random) == 0 ? law(&random) : nil)
    }
    // A group for each desk, so that each has somebody, and perhaps more who can do several.
    var agents = desks.map { desk in group([desk], &random) }
    if Bool.random(using: &random) { agents.append(group(Array(desks.shuffled(using: &random).prefix(2)), &random)) }
    if Bool.random(using: &random) { agents.append(group(desks, &random)) }
    let count = Double(agents.reduce(0) { $0 + $1.count })
    let handling = law(&random)
    let rate = count / handling.meanSeconds * Double.random(in: 0.2...0.9, using: &random)
    let arrivals: ArrivalProfile =
      switch Int.random(in: 0..<3, using: &random) {
      case 0: .constant(rate)
      case 1: .day(least: rate / 2, greatest: rate * 1.3)
      default: .hourly((0..<24).map { _ in rate * Double.random(in: 0...1.5, using: &random) })
      }
    return Scenario(
      tiers: tiers, agents: agents, arrivals: arrivals, handling: handling, durationSeconds: 300 / rate)
  }

  private static func group(_ desks: [String], _ random: inout SeededGenerator) -> AgentGroup {
    let hours = (0..<24).shuffled(using: &random).prefix(2).map { Double($0) * 3600 }
    return AgentGroup(
      count: Int.random(in: 1...3, using: &random), desks: desks,
      shift: Int.random(in: 0..<3, using: &random) == 0 ? Shift(startSeconds: hours[0], endSeconds: hours[1]) : nil)
  }

  private static func law(_ random: inout SeededGenerator) -> HandlingLaw {
    let mean = random.logUniform(60...900)
    return switch Int.random(in: 0..<4, using: &random) {
    case 0: HandlingLaw(.exponential, meanSeconds: mean)
    case 1: HandlingLaw(.deterministic, meanSeconds: mean)
    case 2: HandlingLaw(.erlang(stages: 3), meanSeconds: mean)
    default: HandlingLaw(meanSeconds: mean, variation: Double.random(in: 0.1...4, using: &random))
    }
  }
}
