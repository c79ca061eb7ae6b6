public import HTTPWire

/// Answers requests.
///
/// Each reactor makes its own and calls it on its own thread only: a handler needs no locks. It must not block, as all
/// connections of its reactor wait meanwhile; see ``Responder/defer()``.
public protocol RequestHandler: AnyObject {
  /// The greatest body, in bytes, to accept for a request, as it comes and once it is inflated. Asked when the head of a request with a body is complete,
  /// before any of the body is waited for; beyond it the request is refused with 413.
  ///
  /// - Parameter peer: where the connection comes from.
  /// - Throws: a refusal, where the body is not worth waiting for; the connection closes after its answer.
  func bodyLimit(for head: borrowing RequestHead, from peer: PeerAddress) throws(Refusal) -> Int

  /// Answers a complete request: call one of the responder's methods once.
  func handle(_ request: borrowing Request, respond: inout Responder)

  /// Writes the answer to a request the server refuses by itself: send it with the refusal's status. The connection
  /// closes afterwards, unless the request has come whole and only its content coding is wrong.
  func refused(_ refusal: Refusal, respond: inout Responder)
}

extension RequestHandler {
  /// 64 KiB.
  public func bodyLimit(for head: borrowing RequestHead, from peer: PeerAddress) throws(Refusal) -> Int {
    65_536
  }

  /// Answers with the refusal's detail as plain text.
  public func refused(_ refusal: Refusal, respond: inout Responder) {
    respond.send(ResponseHead(refusal.status, contentType: "text/plain"), body: Array("\(refusal.detail)\n".utf8))
  }
}
