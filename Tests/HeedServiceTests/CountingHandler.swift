import CTestAllocations
import HTTPServer
import HTTPWire
import Synchronization

/// Hands requests on to another handler, and notes at each what its reactor's thread has allocated so far. From one
/// request to the next that is reading, routing, scoring, writing, sending, and what the reactor's loop does between.
final class CountingHandler: RequestHandler {
  private let handler: any RequestHandler
  private let noted: AllocationNotes

  init(_ handler: any RequestHandler, noting noted: AllocationNotes) {
    self.handler = handler
    self.noted = noted
  }

  func bodyLimit(for head: borrowing RequestHead, from peer: PeerAddress) throws(Refusal) -> Int {
    try handler.bodyLimit(for: head, from: peer)
  }

  func handle(_ request: borrowing Request, respond: inout Responder) {
    noted.note(Int(allocations_so_far().count))
    handler.handle(request, respond: &respond)
  }

  func refused(_ refusal: Refusal, respond: inout Responder) {
    handler.refused(refusal, respond: &respond)
  }
}

/// Counts in the order in which they were noted. Noting allocates nothing.
final class AllocationNotes: Sendable {
  private let counts: Mutex<[Int]>

  init(capacity: Int) {
    var counts: [Int] = []
    counts.reserveCapacity(capacity)
    self.counts = Mutex(counts)
  }

  func note(_ count: Int) {
    counts.withLock { $0.append(count) }
  }

  var all: [Int] { counts.withLock { $0 } }
}
