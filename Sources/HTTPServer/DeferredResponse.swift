public import HTTPWire
internal import Synchronization

/// An answer owed to a client, to be given once from any thread.
///
/// If the connection has died meanwhile the answer is dropped. If this object is let go without an answer, the client
/// gets 500, so that no connection waits for ever.
public final class DeferredResponse: Sendable {
  private let mailbox: Mailbox
  private let token: ConnectionToken
  private let isAnswered = Atomic<Bool>(false)

  init(mailbox: Mailbox, token: ConnectionToken) {
    self.mailbox = mailbox
    self.token = token
  }

  deinit {
    complete(ResponseHead(.internalServerError))
  }

  /// Gives the answer.
  /// - Returns: false if there was one already, which then stands, or if the server has stopped.
  @discardableResult
  public func complete(_ head: ResponseHead, body: [UInt8] = []) -> Bool {
    guard !isAnswered.exchange(true, ordering: .relaxed) else { return false }
    return mailbox.post(.answer(token, head, body))
  }
}
