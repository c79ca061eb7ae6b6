// Answers that go on: a head now, and pieces of the body as they come to be.
extension ConnectionMachine {
  /// Whether an answer that was begun goes on.
  package var isStreaming: Bool {
    if case .stream = phase { true } else { false }
  }

  /// Writes the head of an answer without a known end into `output`.
  ///
  /// With HTTP/1.1 its body is chunked, with HTTP/1.0 it ends with the connection. Where the answer has no body (HEAD,
  /// or by its status), and while draining, it is over at once. The client's further requests wait for the end, and
  /// while it goes on the connection is not idle; one whose client has left is closed.
  ///
  /// - Precondition: `next` returned `dispatch` and no answer was given since.
  /// - Returns: whether the answer goes on, until ``endStream(now:)``.
  package mutating func beginStream(_ response: ResponseHead, date: DateLine, now: UInt64) -> Bool {
    guard case .answer = phase, !mustClose else { preconditionFailure("no answer is due") }
    let isChunked = parser.layout.minorVersion > 0
    let hasBody = parser.layout.method != .head && response.status.allowsBody
    // While draining, requests that have arrived already are still answered. Without chunks and with a body, the end of
    // the connection is the end of the body.
    let isLast = isDraining && input.count == consumption
    let closes = isLast || !parser.layout.keepsAlive || !isChunked && hasBody
    let option: ConnectionOption = closes ? .close : isChunked ? .unsaid : .keepAlive
    response.writeStreamed(to: &output, date: date, connection: option, isChunked: isChunked)
    // The request is done with: a connection that only listens keeps no memory for it.
    finishRequest()
    phase = .stream(isChunked: isChunked && hasBody, closes: closes)
    phaseDeadline = .max
    if !hasBody || isDraining { endStream(now: now) }
    return isStreaming
  }

  /// Writes a piece of the answer that goes on into `output`. No bytes are no piece.
  ///
  /// - Precondition: ``isStreaming``.
  package mutating func stream(_ bytes: UnsafeRawBufferPointer) {
    guard case .stream(let isChunked, _) = phase else { preconditionFailure("no answer goes on") }
    guard !bytes.isEmpty else { return }
    if isChunked { ChunkedEncoder.append(bytes, to: &output) } else { output.append(bytes) }
  }

  /// The answer that goes on is complete: the next request has its turn, or the connection closes.
  ///
  /// - Precondition: ``isStreaming``.
  package mutating func endStream(now: UInt64) {
    guard case .stream(let isChunked, let closes) = phase else { preconditionFailure("no answer goes on") }
    if isChunked { output.append(ChunkedEncoder.end) }
    if closes {
      sayFarewell()
    } else {
      awaitRequest(now)
    }
  }
}
