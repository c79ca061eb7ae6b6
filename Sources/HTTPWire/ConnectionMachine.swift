/// One HTTP/1.1 connection without its socket: events go in, actions come out, time is an argument.
///
/// Its owner puts what it receives into ``input`` and reports it with ``received(_:now:)``, follows ``next(now:)`` until
/// that says to wait, sends what stands in ``output`` and reports that with ``sent(_:now:)``. When ``deadline`` is
/// reached it calls ``timePassed(now:)``. TLS or compression fits between the buffers and the socket.
///
/// Times are monotonic nanoseconds.
package struct ConnectionMachine: ~Copyable {
  enum Phase {
    /// Between requests or in a head.
    case head
    /// The head is complete, ``admit(bodyLimit:now:)`` is due.
    case admission
    /// In a body of known length.
    case body(length: Int)
    /// In a chunked body.
    case chunks
    /// ``pendingRefusal`` is to be handed out.
    case refusal
    /// A request or refusal was handed out, its answer is due.
    case answer
    /// An answer was begun and goes on, until ``endStream(now:)``.
    case stream(isChunked: Bool, closes: Bool)
    /// Idle for too long: nothing is on its way, so that the connection is shut down and closed at once.
    case expiry
    /// The last answer is written; once it is sent the writing side is shut down.
    case farewell
    /// Shut down; the client's last bytes are dropped until it closes.
    case linger
    case closed
  }

  /// Bytes received and not yet consumed.
  package internal(set) var input: ByteBuffer
  /// Bytes to be sent.
  package internal(set) var output: ByteBuffer

  let policy: ConnectionPolicy
  var phase = Phase.closed
  var parser: HeadParser
  var chunks = ChunkedDecoder(limit: 0)
  var headLength = 0
  var bodyLength = 0
  /// Bytes of input the current request takes.
  var consumption = 0
  /// Whether a part of a request's head has arrived.
  var headHasBegun = false
  var pendingRefusal: Refusal?
  var peerHasClosed = false
  var isDraining = false
  /// Whether the connection closes after the answer that is due, whatever the client wants.
  var mustClose = false
  var requestsThisTurn = 0
  var lingered = 0
  var bodyStart: UInt64 = 0
  /// Since when the client is behind with the output, and what it has taken since.
  var sendStart: UInt64 = 0
  var sentSince = 0
  /// When the current phase ends by time, and when the client has taken too little of the output.
  var phaseDeadline = UInt64.max
  var writeDeadline = UInt64.max

  /// A machine that is closed until ``open(now:isDraining:refusal:)``.
  ///
  /// - Parameter pool: where it takes memory from while it has something to keep, shared with other machines of its
  ///   thread.
  package init(policy: ConnectionPolicy, pool: BufferPool = BufferPool()) {
    self.policy = policy
    input = ByteBuffer(initialCapacity: 4_096, pool: pool)
    output = ByteBuffer(initialCapacity: 4_096, pool: pool)
    parser = HeadParser(pool: pool)
  }

  /// When to call ``timePassed(now:)``; `UInt64.max` for never.
  package var deadline: UInt64 { min(phaseDeadline, writeDeadline) }

  /// Whether bytes from the client are of use now. Otherwise leave them in the socket: that slows the client down.
  package var wantsInput: Bool {
    switch phase {
    case .head, .admission, .body, .chunks:
      !peerHasClosed && output.count <= policy.limits.pendingOutputBytes
    case .linger: !peerHasClosed
    case .refusal, .answer, .stream, .expiry, .farewell, .closed: false
    }
  }

  /// Room to receive into: as much as the body still needs, within reason.
  package var inputRoom: Int {
    if case .body(let length) = phase {
      return max(4_096, min(headLength + length - input.count, 262_144))
    }
    return 4_096
  }

  /// The head of the request that is to be admitted or answered; the views are valid until the next mutation.
  package var head: RequestHead {
    RequestHead(bytes: input.bytes.view(0..<headLength), layout: parser.layout, fields: parser.fields)
  }

  /// The body of the request that is to be answered. ``ByteBuffer/padding`` readable bytes follow it.
  package var body: UnsafeRawBufferPointer {
    input.bytes.view(headLength..<headLength + bodyLength)
  }

  /// The next thing to do. Call it until it answers `wait`, `yield` or `close`.
  package mutating func next(now: UInt64) -> ConnectionAction {
    switch phase {
    case .head: nextInHead(now)
    case .admission: .admit
    case .body(let length): nextInBody(length, now)
    case .chunks: nextInChunks(now)
    case .refusal: refuse(pendingRefusal!)
    case .answer: .wait
    // Nobody is left to listen.
    case .stream: peerHasClosed ? close() : .wait
    case .expiry: expire()
    case .farewell: nextInFarewell(now)
    case .linger: peerHasClosed || lingered > policy.limits.lingerBytes ? close() : .wait
    case .closed: .close
    }
  }

  private mutating func expire() -> ConnectionAction {
    phase = .closed
    return .shutDownWriting
  }

  mutating func close() -> ConnectionAction {
    input.clear()
    output.clear()
    rest()
    phase = .closed
    phaseDeadline = .max
    writeDeadline = .max
    return .close
  }
}

// The phases.
extension ConnectionMachine {
  private mutating func nextInHead(_ now: UInt64) -> ConnectionAction {
    guard output.count <= policy.limits.pendingOutputBytes else { return .wait }
    guard !input.isEmpty else { return peerHasClosed ? farewell(now) : .wait }
    guard requestsThisTurn < policy.limits.requestsPerTurn else { return .yield }
    switch parser.parse(input.bytes, limits: policy.limits) {
    case .complete(let length):
      requestsThisTurn += 1
      headLength = length
      if case .none = parser.layout.framing { return dispatch(bodyLength: 0, consumption: length) }
      phase = .admission
      return .admit
    case .partial:
      if peerHasClosed { return farewell(now) }
      // An empty line after a request is no beginning of the next one.
      if !headHasBegun, parser.hasBegun(input.count) {
        headHasBegun = true
        phaseDeadline = now + policy.headerTimeout
      }
      return .wait
    case .failure(let refusal):
      return refuse(refusal)
    }
  }

  private mutating func nextInBody(_ length: Int, _ now: UInt64) -> ConnectionAction {
    if input.count - headLength >= length {
      return dispatch(bodyLength: length, consumption: headLength + length)
    }
    return waitForBody(now)
  }

  private mutating func nextInChunks(_ now: UInt64) -> ConnectionAction {
    switch chunks.decode(UnsafeMutableRawBufferPointer(rebasing: input.mutableBytes[headLength...])) {
    case .complete(let length, let consumed):
      return dispatch(bodyLength: length, consumption: headLength + consumed)
    case .partial:
      return waitForBody(now)
    case .failure(let refusal):
      return refuse(refusal)
    }
  }

  /// The deadline moves with each byte, so that a body is as late as its average rate says; but one that stops has the
  /// grace alone, however much has come before.
  private mutating func waitForBody(_ now: UInt64) -> ConnectionAction {
    if peerHasClosed { return farewell(now) }
    phaseDeadline = min(
      now + policy.bodyGrace,
      bodyStart + policy.bodyGrace + UInt64(input.count - headLength) &* policy.nanosecondsPerBodyByte)
    return .wait
  }

  private mutating func dispatch(bodyLength: Int, consumption: Int) -> ConnectionAction {
    self.bodyLength = bodyLength
    self.consumption = consumption
    phase = .answer
    phaseDeadline = .max
    return .dispatch
  }

  mutating func refuse(_ refusal: Refusal) -> ConnectionAction {
    parser.noteMethod(input.bytes)
    pendingRefusal = nil
    mustClose = true
    phase = .answer
    phaseDeadline = .max
    return .refuse(refusal)
  }

  /// Nothing more will be answered: what is written goes out, then the connection closes.
  mutating func farewell(_ now: UInt64) -> ConnectionAction {
    phase = .farewell
    phaseDeadline = .max
    return nextInFarewell(now)
  }

  private mutating func nextInFarewell(_ now: UInt64) -> ConnectionAction {
    guard output.isEmpty else { return .wait }
    if peerHasClosed { return close() }
    // Closing at once with bytes unread would reset the connection, and the client might lose the answer.
    phase = .linger
    lingered = 0
    input.clear()
    phaseDeadline = now + policy.lingerTimeout
    return .shutDownWriting
  }
}
