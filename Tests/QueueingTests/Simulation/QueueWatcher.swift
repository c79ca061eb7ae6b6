import Queueing

/// Keeps its own list of who waits, and compares each event of a simulation with it by brute force.
struct QueueWatcher: SimulationObserver {
  private let scenario: Scenario
  private let discipline: Discipline
  private var waiting: [SimulatedTicket] = []
  private var isServed: Set<Int> = []
  private var isGone: Set<Int> = []
  private var arrived = 0
  /// When each ticket left the line, and the ticket.
  private var left: [(ticket: SimulatedTicket, time: Double)] = []
  /// The first thing that was wrong.
  private(set) var complaint: String?

  init(_ scenario: Scenario, _ discipline: Discipline) {
    self.scenario = scenario
    self.discipline = discipline
  }

  mutating func arrived(_ ticket: SimulatedTicket, in state: SimulationState) {
    checkIdle(state)
    checkLine(state)
    check(ticket.number == arrived && ticket.arrivalSeconds == state.now, "\(ticket) out of order")
    check(
      (0...scenario.tiers[ticket.tier].headStartShare * ticket.lane.promiseSeconds).contains(ticket.headStartSeconds),
      "\(ticket)'s head start")
    arrived += 1
    waiting.append(ticket)
  }

  mutating func started(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {
    let desks = state.groups[group].desks
    check(state.groups[group].busy <= scenario.agents[group].count, "more busy than there are")
    check(desks.contains(ticket.lane.desk), "\(ticket) taken by \(desks)")
    guard take(ticket) else { return check(false, "\(ticket) taken twice or unasked") }
    for other in waiting where desks.contains(other.lane.desk) {
      check(!isBefore(other, ticket, at: state.now), "\(other) passed over for \(ticket) at \(state.now)")
    }
    checkLine(state)
    isServed.insert(ticket.number)
    left.append((ticket, state.now))
  }

  mutating func finished(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {
    check(isServed.contains(ticket.number), "\(ticket) finished before it began")
  }

  mutating func abandoned(_ ticket: SimulatedTicket, in state: SimulationState) {
    check(take(ticket), "\(ticket) gave up without waiting")
    check(abs(state.now - ticket.arrivalSeconds - ticket.patienceSeconds) < 1e-6, "\(ticket) gave up at \(state.now)")
    checkLine(state)
    isGone.insert(ticket.number)
    left.append((ticket, state.now))
  }

  /// What is wrong with the simulation's records.
  func verdict(on result: SimulationResult) -> String? {
    if !waiting.isEmpty { return "\(waiting.count) still wait" }
    if result.records.count != arrived { return "\(result.records.count) records of \(arrived)" }
    for (number, record) in result.records.enumerated() where record.isAbandoned != isGone.contains(number) {
      return "\(record)"
    }
    let (tiers, all) = result.summaries()
    if all.abandoned != isGone.count || tiers.reduce(0, { $0 + $1.count }) != arrived { return "\(all)" }
    let overtakes = overtakes()
    if all.mostOvertakes != overtakes.max() ?? 0 { return "overtaken \(overtakes), not \(all.mostOvertakes)" }
    let mean = Double(overtakes.reduce(0, +)) / Double(max(arrived, 1))
    if abs(all.meanOvertakes - mean) > 1e-9 { return "overtaken \(mean), not \(all.meanOvertakes)" }
    // The areas under the line's length over time, once by tickets and once by parts of the day.
    let days = result.scenario.durationSeconds / Scenario.daySeconds
    let area = result.course(bins: 24).reduce(0) { $0 + $1.length * 3600 * days }
    let waited = result.records.reduce(0) { $0 + $1.waitSeconds }
    return abs(area - waited) > 1e-6 * max(1, waited) ? "\(area) instead of \(waited)" : nil
  }

  /// How often each ticket was overtaken, by the definition.
  private func overtakes() -> [Int] {
    // Which desks are reached from a desk through agents who answer for several.
    var reached = Dictionary(uniqueKeysWithValues: RandomScenario.desks.map { ($0, Set([$0])) })
    for _ in RandomScenario.desks {
      for group in scenario.agents {
        for desk in RandomScenario.desks where !(reached[desk] ?? []).isDisjoint(with: group.desks) {
          reached[desk]?.formUnion(group.desks)
        }
      }
    }
    return left.map { mine in
      left.count { other in
        reached[mine.ticket.lane.desk]?.contains(other.ticket.lane.desk) == true
          && other.ticket.number > mine.ticket.number
          && isServed.contains(other.ticket.number) && other.time < mine.time
      }
    }
  }

  private mutating func take(_ ticket: SimulatedTicket) -> Bool {
    guard let index = waiting.firstIndex(of: ticket) else { return false }
    waiting.remove(at: index)
    return true
  }

  private mutating func checkIdle(_ state: SimulationState) {
    for group in state.groups where group.idle > 0 {
      check(
        !waiting.contains { group.desks.contains($0.lane.desk) }, "somebody waits for an idle agent at \(state.now)")
    }
  }

  /// Under urgency the line has just those who wait.
  private mutating func checkLine(_ state: SimulationState) {
    let expected = discipline == .urgency ? waiting.count : 0
    check(state.line.count == expected, "\(state.line.count) instead of \(expected) in line at \(state.now)")
    guard discipline == .urgency else { return }
    check(waiting.allSatisfy { state.line.contains($0.place) }, "somebody is missing in the line at \(state.now)")
  }

  private mutating func check(_ condition: Bool, _ text: @autoclosure () -> String) {
    if !condition, complaint == nil { complaint = text() }
  }

  /// Whether `first` comes before `second` by the discipline's own words.
  private func isBefore(_ first: SimulatedTicket, _ second: SimulatedTicket, at now: Double) -> Bool {
    let (mine, theirs) = (first.place, second.place)
    func due(_ place: Place) -> Double { place.key + place.lane.promiseSeconds }
    func priority(_ ticket: SimulatedTicket) -> Double {
      let tier = scenario.tiers[ticket.tier]
      return (now - ticket.arrivalSeconds) * (tier.priorityRate ?? 1 / tier.promiseSeconds)
    }
    switch discipline {
    case .urgency: return mine.isAhead(of: theirs, at: now)
    case .fcfs: return first.number < second.number
    case .strict: return (first.tier, first.number) < (second.tier, second.number)
    case .accumulating: return priority(first) > priority(second)
    case .edd: return due(mine) < due(theirs)
    case .overdueFirst:
      let (mineIsOver, theirsIsOver) = (mine.urgency(at: now) > 1, theirs.urgency(at: now) > 1)
      if mineIsOver != theirsIsOver { return mineIsOver }
      return mineIsOver ? due(mine) < due(theirs) : mine.isAhead(of: theirs, at: now)
    }
  }
}
