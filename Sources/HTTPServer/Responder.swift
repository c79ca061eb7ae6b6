public import HTTPWire

/// The way to answer one request: call ``send(_:body:)``, ``defer()`` or ``stream(_:mostPending:)`` once. If none is
/// called, the answer is 500.
public struct Responder: ~Copyable {
  private let reactor: Reactor
  private let connection: Connection
  private let refusal: Refusal?
  private(set) var isUsed = false

  init(reactor: Reactor, connection: Connection, refusal: Refusal? = nil) {
    self.reactor = reactor
    self.connection = connection
    self.refusal = refusal
  }

  /// Answers now.
  ///
  /// - Parameter body: copied before the call returns. For HEAD pass what GET would get: only its length is sent.
  public mutating func send(_ head: ResponseHead, body: UnsafeRawBufferPointer) {
    precondition(!isUsed, "a request is answered once")
    isUsed = true
    // Of a request that is refused there may be no whole head, in which to look for what the client accepts.
    guard let refusal else { return reactor.answerRequest(connection, head, body) }
    var head = head
    if let seconds = refusal.retryAfterSeconds { head.fields.append(ResponseField("Retry-After", String(seconds))) }
    // RFC 9110, 12.5.3: says that the coding was the matter, and not the media type.
    if refusal == .unknownContentCoding { head.fields.append(ResponseField("Accept-Encoding", "gzip, identity")) }
    reactor.answer(connection, head, body)
  }

  /// Answers now.
  public mutating func send(_ head: ResponseHead, body: [UInt8] = []) {
    body.withUnsafeBytes { send(head, body: $0) }
  }

  /// Promises an answer for later, from any thread. The connection's further requests wait for it.
  ///
  /// - Precondition: not for refusals, which are answered at once.
  public mutating func `defer`() -> DeferredResponse {
    precondition(!isUsed && refusal == nil, "a request is answered once")
    isUsed = true
    let client = ClientPresence()
    // It may have closed its side in the same breath.
    if connection.hasHungUp { client.leave() }
    connection.waitingClient = client
    return DeferredResponse(
      mailbox: reactor.mailbox, token: connection.token, client: client,
      gzip: reactor.prefersGzip(connection) ? reactor.gzip : nil)
  }

  /// Begins an answer that goes on, such as server-sent events: the head is sent now, the rest is the stream's. It is
  /// never compressed. To HTTP/1.1 it is sent in chunks, to HTTP/1.0 until the connection closes.
  ///
  /// The answer to HEAD is its head alone, and the stream is over at once; so it is while the server drains. The
  /// connection's further requests wait, unread, until the stream has ended. No idle time-out applies meanwhile, but
  /// the write stall and the least send rate do. A client that closes its sending side is taken to have left.
  ///
  /// Take what you need from the request first: its views are not to be used after this call.
  ///
  /// - Parameters:
  ///   - head: without a length, and without fields that tell of a coding of the transfer.
  ///   - mostPending: most bytes, at least 1, that may wait for this client, sent to the stream and not yet taken by the
  ///     socket; if more would, the connection is dropped. As buffers grow in steps, up to four times as much memory may be
  ///     taken for a client that is behind.
  /// - Precondition: not for refusals, which are answered at once.
  public mutating func stream(_ head: ResponseHead, mostPending: Int = 1_048_576) -> ResponseStream {
    precondition(!isUsed && refusal == nil, "a request is answered once")
    isUsed = true
    return reactor.beginStream(connection, head, mostPending: mostPending)
  }
}
