internal import Synchronization

/// What a stream and its reactor know of each other: whether the stream is over, and how much waits for the client.
final class StreamLink: Sendable {
  let token: ConnectionToken
  private let over: Atomic<Bool>
  /// Bytes in the mailbox and in the connection's output. The reactor takes off what the socket has taken.
  private let pending: Atomic<Int>

  init(token: ConnectionToken, pending: Int, isOver: Bool) {
    self.token = token
    self.pending = Atomic(pending)
    over = Atomic(isOver)
  }

  var isOver: Bool { over.load(ordering: .relaxed) }

  /// - Returns: whether it was not over before.
  @discardableResult
  func finish() -> Bool { !over.exchange(true, ordering: .relaxed) }

  /// - Returns: how much waits with the `bytes`, which may be negative, added.
  @discardableResult
  func add(_ bytes: Int) -> Int { pending.wrappingAdd(bytes, ordering: .relaxed).newValue }
}
