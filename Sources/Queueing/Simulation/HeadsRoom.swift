/// A waiting room for any discipline: a list a lane, whose heads are compared.
///
/// It also knows urgency, as a second opinion on ``LineRoom``.
struct HeadsRoom: WaitingRoom {
  private let discipline: Discipline
  private let layout: SimulationLayout
  private let promises: [Double]
  private let priorityRates: [Double]
  private var queues: [LaneQueue]
  private(set) var count = 0
  let line = Line()

  init(_ scenario: Scenario, layout: SimulationLayout, discipline: Discipline) {
    self.discipline = discipline
    self.layout = layout
    promises = layout.lanes.map(\.promiseSeconds)
    priorityRates = layout.tierOfLane.map {
      scenario.tiers[$0].priorityRate ?? 1 / scenario.tiers[$0].promiseSeconds
    }
    queues = layout.lanes.map { _ in LaneQueue() }
  }

  mutating func insert(_ ticket: SimulatedTicket) {
    queues[ticket.laneIndex].insert(key: key(of: ticket), number: ticket.number)
    count += 1
  }

  mutating func remove(_ ticket: SimulatedTicket) {
    queues[ticket.laneIndex].remove(key: key(of: ticket), number: ticket.number)
    count -= 1
  }

  mutating func takeFirst(group: Int, at now: Double) -> Int? {
    var best: (lane: Int, head: LaneQueue.Entry, rank: Rank)?
    for lane in layout.lanesOfGroup[group] {
      guard let head = queues[lane].first else { continue }
      let rank = rank(of: head, lane: lane, at: now)
      if let best {
        if rank.isBelow(best.rank) || !best.rank.isBelow(rank) && head.number > best.head.number { continue }
      }
      best = (lane, head, rank)
    }
    guard let best else { return nil }
    queues[best.lane].removeFirst()
    count -= 1
    return best.head.number
  }

  private func key(of ticket: SimulatedTicket) -> Double {
    ticket.arrivalSeconds - (discipline.creditsHeadStarts ? ticket.headStartSeconds : 0)
  }

  /// What is compared between the heads of lanes: the class first, then the value; the greatest is next.
  private struct Rank {
    var group = 0
    var value: Double

    func isBelow(_ other: Rank) -> Bool {
      group == other.group ? value < other.value : group < other.group
    }
  }

  private func rank(of head: LaneQueue.Entry, lane: Int, at now: Double) -> Rank {
    switch discipline {
    case .urgency: return Rank(value: (now - head.key) / promises[lane])
    case .fcfs: return Rank(value: -head.key)
    case .strict: return Rank(group: -layout.tierOfLane[lane], value: -head.key)
    case .accumulating: return Rank(value: (now - head.key) * priorityRates[lane])
    case .edd: return Rank(value: -(head.key + promises[lane]))
    case .overdueFirst:
      let urgency = (now - head.key) / promises[lane]
      return urgency > 1 ? Rank(group: 1, value: -(head.key + promises[lane])) : Rank(value: urgency)
    }
  }
}
