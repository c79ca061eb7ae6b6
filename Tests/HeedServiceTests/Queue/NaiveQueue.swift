import Queueing
import Storage

/// What a queue must do, said with a list that is looked through from one end to the other.
struct NaiveQueue {
  struct Ticket {
    let id: String
    let number: Int64
    var lane: Lane
    let arrivedAt: Double
    var headStartSeconds: Double
    var state = TicketState.waiting
    var version: Int64 = 1
    var fence: Int64 = 0
    var leasedUntil = 0.0

    var place: Place { Place(lane: lane, key: arrivedAt - headStartSeconds, number: number) }
  }

  /// By their numbers, from 1.
  var tickets: [Ticket] = []
  /// All fences that were ever given out, in their order.
  private(set) var fences: [Int64] = []

  /// Leases that have reached their end are over.
  mutating func expire(at now: Double) {
    for index in tickets.indices where tickets[index].state == .leased && tickets[index].leasedUntil <= now {
      tickets[index].state = .waiting
    }
  }

  mutating func lease(_ index: Int, fence: Int64, until: Double) {
    tickets[index].state = .leased
    tickets[index].fence = fence
    tickets[index].leasedUntil = until
    fences.append(fence)
  }

  /// The ticket of a live fence.
  func index(fence: Int64) -> Int? { tickets.firstIndex { $0.state == .leased && $0.fence == fence } }

  /// Those that an agent of these desks could take.
  func eligible(_ desks: [String]) -> [Ticket] {
    tickets.filter { $0.state == .waiting && desks.contains($0.lane.desk) }
  }

  func count(_ state: TicketState) -> Int { tickets.count { $0.state == state } }
}
