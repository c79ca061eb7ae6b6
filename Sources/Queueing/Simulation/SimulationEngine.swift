/// The course of one simulation, event by event.
struct SimulationEngine<Room: WaitingRoom, Observer: SimulationObserver> {
  private let scenario: Scenario
  private let layout: SimulationLayout
  private let desks: [String]
  private var source: TicketSource
  private var room: Room
  private var events = EventQueue()
  private var state: SimulationState
  /// The tickets that arrived so far, and what became of them.
  private var tickets: [SimulatedTicket] = []
  private var records: [TicketRecord] = []
  private var hasLeft: [Bool] = []
  private var deskOfLane: [Int]
  /// The ticket that arrives next.
  private var coming: SimulatedTicket?
  private(set) var observer: Observer

  init(_ scenario: Scenario, layout: SimulationLayout, seed: UInt64, room: Room, observer: Observer) {
    self.scenario = scenario
    self.layout = layout
    self.room = room
    self.observer = observer
    var desks: [String] = []
    for lane in layout.lanes where !desks.contains(lane.desk) { desks.append(lane.desk) }
    self.desks = desks
    deskOfLane = layout.lanes.map { lane in desks.firstIndex(of: lane.desk) ?? 0 }
    source = TicketSource(scenario, layout: layout, seed: seed)
    state = SimulationState(
      now: 0,
      groups: scenario.agents.map { group in
        let isThere = group.shift?.isOnAtMidnight ?? true
        return SimulationState.Group(desks: group.desks, present: isThere ? group.count : 0, busy: 0)
      })
  }

  /// Runs to the end, and tells what became of each ticket.
  mutating func run() -> (records: [TicketRecord], desks: [String]) {
    for (index, group) in scenario.agents.enumerated() {
      guard let shift = group.shift else { continue }
      // The end first: where a day's end meets the next one's beginning, the shift goes on.
      events.plan(.shift(group: index, begins: false), at: firstEnd(of: shift))
      let isUnderWay = shift.startSeconds == 0
      events.plan(.shift(group: index, begins: true), at: isUnderWay ? Scenario.daySeconds : shift.startSeconds)
    }
    tell { $0.agentsChanged(in: $1) }
    planArrival()
    while let event = events.next() {
      state.now = event.time
      switch event.kind {
      case .arrival: arrive()
      case .finish(let ticket, let group): finish(ticket, group)
      case .giveUp(let ticket): giveUp(ticket)
      case .shift(let group, let begins): change(group, begins)
      }
    }
    return (records, desks)
  }

  private func firstEnd(of shift: Shift) -> Double {
    shift.endSeconds > shift.startSeconds || shift.isOnAtMidnight
      ? shift.endSeconds : shift.endSeconds + Scenario.daySeconds
  }

  private mutating func planArrival() {
    coming = source.next()
    if let coming { events.plan(.arrival, at: coming.arrivalSeconds) }
  }

  private mutating func arrive() {
    guard let ticket = coming else { return }
    tickets.append(ticket)
    records.append(
      TicketRecord(
        tier: ticket.tier, desk: deskOfLane[ticket.laneIndex], arrivalSeconds: state.now, leftSeconds: state.now))
    hasLeft.append(false)
    tell { $0.arrived(ticket, in: $1) }
    // An idle agent means that nobody waits whom it could have taken.
    if let group = layout.groupsOfLane[ticket.laneIndex].first(where: { state.groups[$0].idle > 0 }) {
      start(ticket.number, group)
    } else {
      room.insert(ticket)
      if ticket.patienceSeconds < .infinity {
        events.plan(.giveUp(ticket: ticket.number), at: state.now + ticket.patienceSeconds)
      }
    }
    planArrival()
  }

  private mutating func start(_ number: Int, _ group: Int) {
    hasLeft[number] = true
    records[number].leftSeconds = state.now
    state.groups[group].busy += 1
    let ticket = tickets[number]
    events.plan(.finish(ticket: number, group: group), at: state.now + ticket.handlingSeconds)
    tell { $0.started(ticket, by: group, in: $1) }
  }

  private mutating func finish(_ number: Int, _ group: Int) {
    state.groups[group].busy -= 1
    let ticket = tickets[number]
    tell { $0.finished(ticket, by: group, in: $1) }
    takeNext(group)
  }

  /// Lets the idle agents of a group take what waits.
  private mutating func takeNext(_ group: Int) {
    while state.groups[group].idle > 0, let next = room.takeFirst(group: group, at: state.now) {
      start(next, group)
    }
  }

  private mutating func giveUp(_ number: Int) {
    guard !hasLeft[number] else { return }
    let ticket = tickets[number]
    room.remove(ticket)
    hasLeft[number] = true
    records[number].leftSeconds = state.now
    records[number].isAbandoned = true
    tell { $0.abandoned(ticket, in: $1) }
  }

  private mutating func change(_ group: Int, _ begins: Bool) {
    // When nobody will come any more and nobody waits, the days end.
    guard coming != nil || room.count > 0 else { return }
    state.groups[group].present = begins ? scenario.agents[group].count : 0
    events.plan(.shift(group: group, begins: begins), at: state.now + Scenario.daySeconds)
    tell { $0.agentsChanged(in: $1) }
    takeNext(group)
  }

  /// Tells the observer of an event. It gets the line as a copy, which is let go before the line changes again.
  private mutating func tell(_ event: (inout Observer, SimulationState) -> Void) {
    if Observer.self == NoObserver.self { return }
    state.line = room.line
    event(&observer, state)
    state.line = Line()
  }
}
