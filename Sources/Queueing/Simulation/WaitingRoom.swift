/// Where tickets of a simulation wait, in whatever order.
protocol WaitingRoom {
  /// How many wait.
  var count: Int { get }
  /// Those who wait, where they wait in a line of the service's kind; an empty one otherwise.
  var line: Line { get }
  /// Lets a ticket wait.
  mutating func insert(_ ticket: SimulatedTicket)
  /// Takes a ticket that waits out of the room: it gave up.
  mutating func remove(_ ticket: SimulatedTicket)
  /// Takes the next ticket for an agent of a group out of the room, and tells its number.
  mutating func takeFirst(group: Int, at now: Double) -> Int?
}
