import Queueing

/// Calls that never were: those of a simulated day, as a log would tell of them.
enum MadeUpLog {
  /// Two tiers of the same promise, of which "2" has a minute and a half of head start; six agents; some give up.
  static func tickets(days: Int, seed: UInt64) throws -> [PastTicket] {
    let scenario = Scenario(
      tiers: [
        SimulatedTier(name: "1", share: 3, promiseSeconds: 900, patienceSeconds: 600),
        SimulatedTier(name: "2", share: 1, promiseSeconds: 900, headStartShare: 0.1, patienceSeconds: 600),
      ],
      agents: [AgentGroup(count: 6, desks: ["general"])],
      arrivals: .day(least: 0.2 * 6 / 180, greatest: 1.05 * 6 / 180),
      handling: HandlingLaw(meanSeconds: 180, variation: 0.8),
      durationSeconds: Double(days) * Scenario.daySeconds)
    var recorder = Recorder()
    _ = try Simulation(scenario, discipline: .urgency, seed: seed).run(observing: &recorder)
    return recorder.tickets
  }

  private struct Recorder: SimulationObserver {
    var tickets: [PastTicket] = []
    /// Of the agents of a real log the names are known; here who is free takes the next.
    private var free = (1...6).map { "A\($0)" }
    private var names: [Int: String] = [:]

    mutating func started(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {
      let name = free.removeFirst()
      names[ticket.number] = name
      tickets.append(
        PastTicket(
          arrived: ticket.arrivalSeconds, left: state.now, isServed: true, ended: state.now + ticket.handlingSeconds,
          agent: name, tier: ticket.place.lane.tier))
    }

    mutating func finished(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {
      if let name = names.removeValue(forKey: ticket.number) { free.append(name) }
    }

    mutating func abandoned(_ ticket: SimulatedTicket, in state: SimulationState) {
      tickets.append(
        PastTicket(
          arrived: ticket.arrivalSeconds, left: state.now, isServed: false, ended: nil, agent: nil,
          tier: ticket.place.lane.tier))
    }
  }
}
