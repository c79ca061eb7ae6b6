internal import Glibc

/// A connection to a service, for one request. It never waits beyond its deadline, whatever the other side does.
final class Connection {
  private let socket: Int32
  private let address: HTTPAddress
  private let tls: TLSSession?
  private let deadline: Deadline
  /// Bytes for the socket, of which the first `sent` are out.
  private var outgoing: [UInt8] = []
  private var sent = 0
  /// Why no more can be sent.
  private var failure: String?
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  /// Connects, and shakes hands if it is to be secure.
  init(
    to address: HTTPAddress, trust: TLSTrust?, connectSeconds: Double, until deadline: Deadline
  ) throws(HTTPClientError) {
    self.address = address
    self.deadline = deadline
    tls = try trust?.session(with: address)
    socket = try SocketConnection.open(to: address, until: deadline.earlier(inSeconds: connectSeconds))
    if let tls {
      while !tls.isReady { try shakeHands(tls) }
    }
  }

  deinit {
    if let tls, tls.isReady {
      tls.shutDown()
      outgoing += tls.give()
      flush()
    }
    close(socket)
  }

  /// Sends a request and reads the answer, which may come before all is sent: a service that refuses a request need not
  /// read it, and says why.
  func exchange(_ request: [UInt8], _ reader: inout ReplyReader) throws(HTTPClientError) {
    if let tls { try tls.write(request) } else { outgoing += request }
    while !reader.isDone {
      let (bytes, hasEnded) = try receive()
      do {
        try reader.take(bytes)
        if hasEnded { try reader.end(isClean: tls?.isClosed ?? true) }
      } catch {
        throw explain(error, reader)
      }
    }
  }

  private func explain(_ fault: ReplyReader.Fault, _ reader: ReplyReader) -> HTTPClientError {
    switch fault {
    case .noHTTP: HTTPClientError(.malformed, "\(address.origin) answers what is no HTTP")
    case .tooLong: HTTPClientError(.malformed, "\(address.origin) answers with a head that has no end")
    case .halfway where !reader.isEmpty: HTTPClientError(.closed, "\(address.origin) ended its answer halfway")
    case .halfway:
      HTTPClientError(
        .closed, "\(address.origin) " + (failure.map { "closed the connection: \($0)" } ?? "gives no answer"))
    }
  }

  private func shakeHands(_ tls: TLSSession) throws(HTTPClientError) {
    do {
      try tls.shakeHands()
    } catch {
      // The alert that tells the other side why.
      outgoing += tls.give()
      flush()
      throw error
    }
    outgoing += tls.give()
    if tls.isReady { return flush() }
    let (bytes, hasEnded) = try receiveRaw()
    tls.take(bytes)
    if hasEnded { throw HTTPClientError(.untrusted, "\(address.origin): the handshake fails: does it speak HTTPS?") }
  }

  /// What comes next, decrypted, and whether it was the last.
  private func receive() throws(HTTPClientError) -> (bytes: [UInt8], hasEnded: Bool) {
    guard let tls else {
      let (bytes, hasEnded) = try receiveRaw()
      return (Array(bytes), hasEnded)
    }
    outgoing += tls.give()
    let (bytes, hasEnded) = try receiveRaw()
    if !bytes.isEmpty { tls.take(bytes) }
    return (try tls.read(), hasEnded || tls.isClosed)
  }

  /// What comes next on the socket; meanwhile it sends. Nothing is not the end yet.
  private func receiveRaw() throws(HTTPClientError) -> (bytes: ArraySlice<UInt8>, hasEnded: Bool) {
    flush()
    let isSending = sent < outgoing.count && failure == nil
    guard SocketConnection.wait(socket, for: POLLIN | (isSending ? POLLOUT : 0), until: deadline) else {
      throw HTTPClientError(.timedOut, "\(address.origin) took longer than it was given")
    }
    let count = recv(socket, &buffer, buffer.count, 0)
    if count > 0 { return (buffer[..<count], false) }
    if count < 0, [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) { return ([], false) }
    if count < 0, failure == nil { failure = String(cString: strerror(errno)) }
    return ([], true)
  }

  /// Sends as much as goes at once. What comes back counts, even where no more can be sent.
  private func flush() {
    while sent < outgoing.count, failure == nil {
      let count = outgoing.withUnsafeBytes { buffer in
        send(socket, buffer.baseAddress! + sent, buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        return
      } else if errno != EINTR {
        failure = String(cString: strerror(errno))
      }
    }
    outgoing.removeAll(keepingCapacity: true)
    sent = 0
  }
}
