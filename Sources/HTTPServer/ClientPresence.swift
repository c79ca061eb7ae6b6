internal import Synchronization

/// Whether a client that an answer is owed to is still there: noted by the reactor, read by whoever owes the answer.
final class ClientPresence: Sendable {
  private let gone = Atomic<Bool>(false)

  var isGone: Bool { gone.load(ordering: .relaxed) }

  func leave() { gone.store(true, ordering: .relaxed) }
}
