public import HTTPWire
internal import Synchronization

/// An answer owed to a client, to be given once from any thread.
///
/// If the connection has died meanwhile the answer is dropped. If this object is let go without an answer, the client
/// gets 500, so that no connection waits for ever.
public final class DeferredResponse: Sendable {
  private let mailbox: Mailbox
  private let token: ConnectionToken
  /// What is compressed; nil where the client does not want that.
  private let gzip: GzipConfiguration?
  private let isAnswered = Atomic<Bool>(false)
  private let client: ClientPresence

  init(mailbox: Mailbox, token: ConnectionToken, client: ClientPresence, gzip: GzipConfiguration?) {
    self.mailbox = mailbox
    self.token = token
    self.client = client
    self.gzip = gzip
  }

  /// Whether the client has closed the connection, or its sending side, since it asked: it most likely waits no longer.
  /// A client that vanished without a word is not noticed.
  public var isClientGone: Bool { client.isGone }

  deinit {
    complete(ResponseHead(.internalServerError))
  }

  /// Gives the answer. A great one is compressed here, on the caller's time, so that the reactor's other clients do not wait.
  ///
  /// - Returns: false if there was one already, which then stands, or if the server has stopped.
  @discardableResult
  public func complete(_ head: ResponseHead, body: [UInt8] = []) -> Bool {
    guard !isAnswered.exchange(true, ordering: .relaxed) else { return false }
    if let gzip, body.count > GzipConfiguration.mostBytesInPlace, gzip.covers(head, bytes: body.count),
      let coded = GzipCompressor.compress(body)
    {
      var head = head
      head.coding = .gzip
      return mailbox.post(.answer(token, head, coded))
    }
    return mailbox.post(.answer(token, head, body))
  }
}
