// What happens to a connection.
extension ConnectionMachine {
  /// A new connection, in a machine fresh or used before.
  ///
  /// - Parameters:
  ///   - isDraining: whether the server is about to stop.
  ///   - refusal: with one, the connection is answered with it at once and read no further.
  package mutating func open(now: UInt64, isDraining: Bool = false, refusal: Refusal? = nil) {
    input.clear()
    output.clear()
    parser.reset()
    peerHasClosed = false
    mustClose = false
    requestsThisTurn = 0
    consumption = 0
    headHasBegun = false
    writeDeadline = .max
    self.isDraining = false
    pendingRefusal = refusal
    phase = refusal == nil ? .head : .refusal
    phaseDeadline = now + policy.idleTimeout
    if isDraining { drain(now: now) }
  }

  /// The owner turns to this connection anew: it may have ``ConnectionLimits/requestsPerTurn`` requests answered.
  package mutating func beginTurn() {
    requestsThisTurn = 0
  }

  /// The owner turns to other connections: memory that holds nothing is theirs.
  package mutating func rest() {
    output.rest()
    guard input.isEmpty else { return }
    input.rest()
    parser.rest()
  }

  /// Free room in `input` for `inputRoom` bytes or more.
  package mutating func room() -> UnsafeMutableRawBufferPointer {
    input.room(inputRoom)
  }

  /// `count` bytes were put into the room.
  package mutating func received(_ count: Int, now: UInt64) {
    if case .linger = phase {
      lingered += count
      return
    }
    input.commit(count)
  }

  /// The client has closed its sending side.
  package mutating func peerClosed() {
    peerHasClosed = true
  }

  /// The connection broke: nothing can be sent any more.
  package mutating func failed() {
    _ = close()
  }

  /// Nothing is to be answered on this connection: it only closes, gently, so that what was sent before arrives.
  package mutating func depart() {
    phase = .farewell
    phaseDeadline = .max
  }

  /// The first `count` bytes of `output` were sent; what is left, if anything, could not be sent now.
  package mutating func sent(_ count: Int, now: UInt64) {
    output.consume(count)
    if output.isEmpty {
      writeDeadline = .max
      return
    }
    if writeDeadline == .max {
      sendStart = now
      // What the system took at once does not tell how fast the client is.
      sentSince = 0
    } else if count > 0 {
      sentSince += count
    } else {
      return
    }
    // A byte now and then ends a stall; the rate is what bounds the whole.
    writeDeadline = min(
      now + policy.writeStallTimeout,
      sendStart + policy.sendGrace + UInt64(sentSince) &* policy.nanosecondsPerSentByte)
  }

  /// The body's greatest length is decided.
  package mutating func admit(bodyLimit: Int, now: UInt64) {
    // Beyond all that memory holds, and offsets within it cannot overflow.
    let bodyLimit = min(bodyLimit, 1 << 40)
    switch parser.layout.framing {
    case .none: return
    case .length(let length):
      guard length <= bodyLimit else {
        return reject(.contentTooLarge)
      }
      phase = .body(length: length)
    case .chunked:
      chunks = ChunkedDecoder(limit: bodyLimit)
      phase = .chunks
    }
    bodyStart = now
    // RFC 9110, 10.1.1: not needed if the client has not waited for it.
    if parser.layout.expectsContinue, input.count == headLength {
      output.append("HTTP/1.1 100 Continue\r\n\r\n")
    }
  }

  /// A deadline may have been reached.
  package mutating func timePassed(now: UInt64) {
    if now >= writeDeadline { return failed() }
    guard now >= phaseDeadline else { return }
    switch phase {
    case .head:
      if headHasBegun { return reject(.headerTimeout) }
      if !output.isEmpty, !isDraining {
        // Not idle: the client is still taking an answer, and the least send rate bounds how long.
        phaseDeadline = now + policy.idleTimeout
        return
      }
      phase = output.isEmpty ? .expiry : .farewell
      phaseDeadline = .max
    case .body, .chunks:
      reject(.bodyTimeout)
    case .linger:
      failed()
    case .admission, .refusal, .answer, .stream, .expiry, .farewell, .closed:
      phaseDeadline = .max
    }
  }

  /// The request under way is to be refused, instead of waiting for the rest of it.
  package mutating func reject(_ refusal: Refusal) {
    pendingRefusal = refusal
    phase = .refusal
    phaseDeadline = .max
  }

  /// The server is about to stop: answers say `Connection: close`, idle connections close after the grace, and answers
  /// that go on are over.
  package mutating func drain(now: UInt64) {
    isDraining = true
    if isStreaming { endStream(now: now) }
    if case .head = phase, !headHasBegun {
      phaseDeadline = min(phaseDeadline, now + policy.drainGrace)
    }
  }
}

// Answers.
extension ConnectionMachine {
  /// Writes the answer to the request handed out last into `output` and makes ready for the next one.
  ///
  /// - Precondition: `next` returned `dispatch` or `refuse` and no answer was given since.
  package mutating func answer(
    _ response: ResponseHead, body: UnsafeRawBufferPointer, date: DateLine, now: UInt64
  ) {
    guard case .answer = phase else { preconditionFailure("no answer is due") }
    // While draining, requests that have arrived already are still answered.
    let isLast = isDraining && input.count == consumption
    let closes = mustClose || isLast || !parser.layout.keepsAlive
    let option: ConnectionOption =
      closes ? .close : parser.layout.minorVersion == 0 ? .keepAlive : .unsaid
    response.write(
      body: body, to: &output, date: date, connection: option, omitsBody: parser.layout.method == .head)
    if closes {
      sayFarewell()
    } else {
      finishRequest()
      awaitRequest(now)
    }
  }

  /// The last answer is written, and what else has come is not read.
  mutating func sayFarewell() {
    input.clear()
    phase = .farewell
    phaseDeadline = .max
  }

  /// The request that was answered is needed no longer.
  mutating func finishRequest() {
    input.consume(consumption)
    consumption = 0
    parser.reset()
    headHasBegun = false
  }

  mutating func awaitRequest(_ now: UInt64) {
    phase = .head
    phaseDeadline = now + policy.idleTimeout
  }
}
