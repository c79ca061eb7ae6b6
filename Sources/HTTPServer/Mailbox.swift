internal import CLinux
private import Glibc
internal import HTTPWire
internal import Synchronization

/// What other threads tell a reactor.
final class Mailbox: Sendable {
  enum Message {
    /// A connection was accepted; with a refusal it is only told that.
    case connection(Int32, PeerAddress, Refusal?)
    /// A deferred answer.
    case answer(ConnectionToken, ResponseHead, [UInt8])
    /// What happens to an answer that goes on.
    case stream(StreamLink, StreamEvent)
    /// Finish by this time, in monotonic nanoseconds.
    case drain(deadline: UInt64)
  }

  private struct State {
    var messages: [Message] = []
    var isClosed = false
  }

  /// Becomes readable when there is a message.
  let signal: Int32
  private let state = Mutex(State())
  private let isUnread = Atomic<Bool>(false)

  init() throws(ServerError) {
    signal = clinux_eventfd()
    guard signal >= 0 else { throw .system(-signal, doing: "make an eventfd") }
  }

  deinit {
    close(signal)
  }

  /// Leaves a message.
  /// - Returns: false if the reactor has ended and nobody will read it.
  @discardableResult
  func post(_ message: Message) -> Bool {
    let (isTaken, isFirst) = state.withLock { state in
      guard !state.isClosed else { return (false, false) }
      state.messages.append(message)
      return (true, state.messages.count == 1)
    }
    // The reactor takes all messages at once, so that one signal is enough for all that pile up before it does.
    if isFirst { clinux_eventfd_signal(signal) }
    return isTaken
  }

  /// Asks the reactor for a sign of life, which it gives by reading its mail.
  /// - Returns: whether it has given the one asked for before.
  func takePulse() -> Bool {
    let wasUnread = isUnread.exchange(true, ordering: .relaxed)
    clinux_eventfd_signal(signal)
    return !wasUnread
  }

  /// Exchanges the messages for `emptied`, whose storage is used again.
  func take(_ emptied: inout [Message]) {
    clinux_eventfd_clear(signal)
    isUnread.store(false, ordering: .relaxed)
    emptied.removeAll(keepingCapacity: true)
    state.withLock { swap(&$0.messages, &emptied) }
  }

  /// Refuses further messages.
  /// - Returns: those not yet taken.
  func end() -> [Message] {
    state.withLock { state in
      state.isClosed = true
      defer { state.messages = [] }
      return state.messages
    }
  }
}
