/// An answer that goes on for as long as its owner wants, such as server-sent events; to be used from any thread.
///
/// If this object is let go the answer ends, so that no client listens for ever to nobody.
public final class ResponseStream: Sendable {
  private let mailbox: Mailbox
  private let link: StreamLink
  private let mostPending: Int

  init(mailbox: Mailbox, link: StreamLink, mostPending: Int) {
    self.mailbox = mailbox
    self.link = link
    self.mostPending = mostPending
  }

  deinit {
    end()
  }

  /// Whether the answer goes on: it has not been ended, its client has not left nor become too slow, and the server
  /// neither drains nor has stopped. A client that vanished without a word is noticed once what it is sent is not
  /// taken.
  public var isOpen: Bool { !link.isOver }

  /// Sends a piece of the answer. Pieces from one thread arrive in their order.
  ///
  /// Nothing is waited for. A client for which more waits than it may (see ``Responder/stream(_:mostPending:)``) is cut
  /// off, and the stream is over.
  ///
  /// - Parameter bytes: shared and not copied, so that many streams may be sent the same. No bytes send nothing.
  /// - Returns: false if the stream is over. True does not say that the bytes arrive, as the client may leave first.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
    guard isOpen else { return false }
    guard !bytes.isEmpty else { return true }
    guard link.add(bytes.count) <= mostPending else {
      if link.finish() { mailbox.post(.stream(link, .cut)) }
      return false
    }
    return mailbox.post(.stream(link, .bytes(bytes)))
  }

  /// Ends the answer after all that was sent before; the connection goes on with the next request, or closes. Ending it
  /// again, or once it is over, changes nothing.
  public func end() {
    if link.finish() { mailbox.post(.stream(link, .end)) }
  }
}
