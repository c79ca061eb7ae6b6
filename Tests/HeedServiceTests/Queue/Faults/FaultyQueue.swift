import Dispatch
import Logging
import Queueing
import Storage
import Synchronization
import TestSupport
import Testing

@testable import HeedService

/// A queue over a store that fails when told to, without HTTP, at a time that a test decides about.
final class FaultyQueue: Sendable {
  let queue: TicketQueue
  let store: FaultyStore
  let log = LogCapture()
  let time: TestClock

  static let lane = Lane(desk: "general", tier: "standard", promiseSeconds: 14_400)

  /// - Parameters:
  ///   - folder: where the data are, which may be there already.
  ///   - wall: what the wall clock shows at the start.
  init(_ folder: String, wall: Double = 1_800_000_000, mostSecondsBehind: Double = 60) throws {
    let (store, log, time) = (FaultyStore(try SQLiteStore(folder: folder)), log, TestClock(wall: wall))
    (self.store, self.time) = (store, time)
    queue = TicketQueue(
      QueueConfiguration(), logger: Logger(label: "test") { _ in log },
      clock: QueueClock(wall: { time.wall }, monotonic: { time.monotonic }), mostSecondsBehind: mostSecondsBehind,
      policy: { LoadedPolicy.standard }, open: { store })
    queue.start()
    // What it first does by itself, such as to delete old tickets, is not to meet a test's fault.
    queue.keepUp()
    #expect(store.transactions > 0)
  }

  /// Ends it, and lets go of the data.
  func stop() { queue.stop() }

  /// Has a command carried out, and waits for its answer.
  func answer(to command: any QueueCommand) -> Answer {
    submit(command).wait()
  }

  /// Has a command carried out, or wait.
  func submit(_ command: any QueueCommand, isWanted: @escaping @Sendable () -> Bool = { true }) -> PendingAnswer {
    let pending = PendingAnswer()
    queue.submit(command, isWanted: isWanted) { pending.take($0) }
    return pending
  }

  /// Has the store stall, with this command in the transaction under way: what comes then comes together.
  func stall(with command: any QueueCommand) -> PendingAnswer {
    let before = store.transactions
    store.hold()
    let pending = submit(command)
    #expect(comesTrue { store.transactions > before })
    return pending
  }

  func enqueue(_ id: String) -> Answer { answer(to: Self.ticket(id)) }

  /// The fence and the ticket of a claim; nil where it got none.
  func claim(_ agent: String = "a", leaseSeconds: Double = 60) throws -> (fence: Int64, ticket: String)? {
    try answer(to: Self.claim(agent, leaseSeconds: leaseSeconds)).claim
  }

  /// What the store counts.
  func counts() throws -> TicketCounts { try store.read { try $0.counts() } }

  static func ticket(_ id: String) -> EnqueueCommand {
    EnqueueCommand(ticket: .waiting(id, lane), idempotencyKey: nil)
  }

  /// - Parameter isPatient: whether it waits for a ticket for as long as it takes.
  static func claim(_ agent: String, leaseSeconds: Double = 60, isPatient: Bool = false) -> ClaimCommand {
    ClaimCommand(agent: agent, desks: [lane.desk], leaseSeconds: leaseSeconds, patience: isPatient ? .max : 0)
  }

  static func lease(_ fence: Int64, _ action: LeaseCommand.Action) -> LeaseCommand {
    LeaseCommand(fence: fence, name: "\(fence)", action: action)
  }
}
