/// What will happen in a simulation, the earliest first; of what happens at once, the first that was planned.
struct EventQueue {
  enum Kind {
    /// The ticket that was drawn last arrives.
    case arrival
    /// An agent of a group is done with a ticket.
    case finish(ticket: Int, group: Int)
    /// A ticket's patience ends, if it still waits.
    case giveUp(ticket: Int)
    /// A group's shift begins or ends.
    case shift(group: Int, begins: Bool)
  }

  struct Event {
    let time: Double
    let order: Int
    let kind: Kind

    func isBefore(_ other: Event) -> Bool {
      time == other.time ? order < other.order : time < other.time
    }
  }

  /// A binary heap.
  private var events: [Event] = []
  private var planned = 0

  mutating func plan(_ kind: Kind, at time: Double) {
    let event = Event(time: time, order: planned, kind: kind)
    planned += 1
    events.append(event)
    var index = events.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      if !event.isBefore(events[parent]) { break }
      events[index] = events[parent]
      index = parent
    }
    events[index] = event
  }

  mutating func next() -> Event? {
    guard let last = events.popLast() else { return nil }
    guard let first = events.first else { return last }
    var index = 0
    while true {
      var child = 2 * index + 1
      if child >= events.count { break }
      if child + 1 < events.count, events[child + 1].isBefore(events[child]) { child += 1 }
      if !events[child].isBefore(last) { break }
      events[index] = events[child]
      index = child
    }
    events[index] = last
    return first
  }
}
