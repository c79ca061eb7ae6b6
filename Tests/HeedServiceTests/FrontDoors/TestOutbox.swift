import Dispatch
import Foundation
import FrontDoors
import Storage
import Synchronization
import TestSupport

@testable import HeedService

/// An outbox for a worker, in a store of its own, whose time a test can put forward.
final class TestOutbox: OutboxAccess {
  let store: SQLiteStore
  // Only there to be let go of with the rest.
  nonisolated(unsafe) private let folder: TemporaryFolder
  private let thread = DispatchQueue(label: "test.outbox")
  private let state = Mutex((ahead: 0.0, isFailing: false))

  init() throws {
    folder = try TemporaryFolder()
    store = try SQLiteStore(folder: folder.path("data"))
  }

  deinit { store.close() }

  var now: Double { wallNow + state.withLock { $0.ahead } }
  var wallNow: Double { Date().timeIntervalSince1970 }

  /// Whether outcomes cannot be stored.
  var isFailing: Bool {
    get { state.withLock { $0.isFailing } }
    set { state.withLock { $0.isFailing = newValue } }
  }

  /// Puts the time forward.
  func advance(by seconds: Double) { state.withLock { $0.ahead += seconds } }

  func read<R>(_ work: (any StoreReading) throws -> R) throws -> R? { try store.read(work) }

  func facts(ofTicket id: String) -> DecisionFacts? { nil }

  func settle(_ outcomes: [DeliveryOutcome], reply: @escaping @Sendable (Bool) -> Void) {
    thread.async { [self] in
      reply(!isFailing && (try? store.transact { try $0.settle(outcomes) }) != nil)
    }
  }

  func insert(_ messages: [NewMessage]) throws {
    try store.transact { transaction in for message in messages { try transaction.insert(message) } }
  }

  /// All messages in a state, in their order.
  func messages(_ state: MessageState) throws -> [StoredMessage] {
    try store.read { try $0.messages(state: state, target: nil, after: 0, limit: 100_000) }
  }

  func counts() throws -> (pending: Int, dead: Int) {
    let counts = try store.read { try $0.outboxCounts() }.values
    return (counts.reduce(0) { $0 + $1.pending }, counts.reduce(0) { $0 + $1.dead })
  }

  /// Waits until something is so, while the time goes a second forward each time that it looks.
  ///
  /// - Returns: whether it came to be so within half a minute of real time.
  func wait(
    for worker: WriteBackWorker, stepSeconds: Double = 0, until isSo: () throws -> Bool
  ) rethrows -> Bool {
    let end = Date().addingTimeInterval(30)
    while Date() < end {
      if try isSo() { return true }
      if stepSeconds > 0 {
        advance(by: stepSeconds)
        worker.wake()
      }
      usleep(3000)
    }
    return false
  }
}
