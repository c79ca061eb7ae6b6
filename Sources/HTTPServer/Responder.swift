public import HTTPWire

/// The way to answer one request: call ``send(_:body:)`` or ``defer()`` once. If neither is called, the answer is 500.
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
    connection.waitingClient = client
    return DeferredResponse(
      mailbox: reactor.mailbox, token: connection.token, client: client,
      gzip: reactor.prefersGzip(connection) ? reactor.gzip : nil)
  }
}
