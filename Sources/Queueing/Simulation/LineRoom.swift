/// The waiting room of urgency: the very ``Line`` that the service keeps.
struct LineRoom: WaitingRoom {
  private(set) var line = Line()
  private let desksOfGroup: [[String]]

  init(_ scenario: Scenario) {
    desksOfGroup = scenario.agents.map(\.desks)
  }

  var count: Int { line.count }

  mutating func insert(_ ticket: SimulatedTicket) {
    line.insert(ticket.place)
  }

  mutating func remove(_ ticket: SimulatedTicket) {
    line.remove(ticket.place)
  }

  mutating func takeFirst(group: Int, at now: Double) -> Int? {
    guard let place = line.first(desks: desksOfGroup[group], at: now) else { return nil }
    line.remove(place)
    return Int(place.number)
  }
}
