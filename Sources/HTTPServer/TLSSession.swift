internal import CLinux
internal import COpenSSL
private import Glibc

/// The TLS of one connection, between its socket and the machine's buffers. Confined to its reactor's thread.
final class TLSSession {
  /// How a transfer ended.
  enum Transfer {
    case bytes(Int)
    /// The socket has to become ready first: see ``interest``.
    case blocked
    /// The client has closed its side.
    case closed
    case failed
  }

  /// How a step of the handshake ended.
  enum Step {
    case done
    /// The client has not said a word yet.
    case silent
    case blocked
    /// The client speaks HTTP without TLS.
    case plainText
    /// It failed; an alert may be on its way to the client.
    case refused
    /// The connection is gone.
    case broken
  }

  /// Receives a turn: OpenSSL reads on until it has data for us, and a client can send what is none (key updates, warnings)
  /// without end.
  private static let receivesPerTurn = 4

  private let ssl: OpaquePointer
  private let descriptor: Int32
  private var hasBegun = false
  private(set) var isHandshaking = true
  /// Whether the last call has to send in order to receive, or the other way round, as TLS sends messages of its own.
  private(set) var readAwaitsWriting = false
  private var writeAwaitsReading = false
  private var hasFailed = false
  private var receivesLeft = 0
  private(set) var socketHasEnded = false

  /// Whether bytes may wait in OpenSSL's buffer: no event will tell of them.
  var holdsInput = false
  /// Whether the next turn is for these bytes.
  var isReadDue = false
  /// Whether the closure alert is sent, or cannot be.
  private(set) var isShutDown = false
  /// Whether it is begun and could not be sent yet.
  private(set) var owesClosure = false

  /// - Parameter descriptor: a socket that outlives this object; nil where there is no memory left.
  init?(_ context: TLSContext, descriptor: Int32) {
    guard let ssl = SSL_new(context.pointer) else { return nil }
    self.ssl = ssl
    self.descriptor = descriptor
    guard let bio = BIO_new(TLSSocket.method) else { return nil }
    BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
    SSL_set_bio(ssl, bio, bio)
    SSL_set_accept_state(ssl)
  }

  deinit {
    SSL_free(ssl)
  }

  /// What the epoll set has to watch for beyond what the machine wants.
  ///
  /// - Parameter wantsInput: whether the machine would read now. Otherwise that a read waits for the socket to take bytes
  ///   is no reason to wake up.
  func interest(wantsInput: Bool) -> UInt32 {
    var interest: UInt32 = readAwaitsWriting && wantsInput || owesClosure ? UInt32(CLINUX_WRITABLE) : 0
    if writeAwaitsReading || isHandshaking && !readAwaitsWriting { interest |= UInt32(CLINUX_READABLE) }
    return interest
  }

  /// Allows reading from the socket again, for one turn.
  func beginTurn() {
    receivesLeft = TLSSession.receivesPerTurn
  }

  /// Goes on with the handshake as far as it can without waiting.
  func shakeHands() -> Step {
    if !hasBegun {
      var first: UInt8 = 0
      let count = recv(descriptor, &first, 1, Int32(MSG_PEEK))
      guard count == 1 else { return count < 0 && errno == EAGAIN ? .silent : .broken }
      // A greeting begins with 22, or with a length of 128 or more; a method is a word.
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) { return .plainText }
      hasBegun = true
    }
    beginTurn()
    ERR_clear_error()
    let result = SSL_do_handshake(ssl)
    if result == 1 {
      isHandshaking = false
      readAwaitsWriting = false
      return .done
    }
    let error = SSL_get_error(ssl, result)
    readAwaitsWriting = error == SSL_ERROR_WANT_WRITE
    switch error {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .blocked
    case SSL_ERROR_SSL where !socketHasEnded: return .refused
    default: return .broken
    }
  }

  func read(into room: UnsafeMutableRawBufferPointer) -> Transfer {
    ERR_clear_error()
    let result = SSL_read(ssl, room.baseAddress, Int32(clamping: room.count))
    let error = result > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl, result)
    readAwaitsWriting = error == SSL_ERROR_WANT_WRITE
    return transfer(result, error)
  }

  /// Sends a first part of `bytes`. What was offered once has to be offered again until it is sent; more may follow it.
  func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
    ERR_clear_error()
    let result = SSL_write(ssl, bytes.baseAddress, Int32(clamping: bytes.count))
    let error = result > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl, result)
    writeAwaitsReading = error == SSL_ERROR_WANT_READ
    return transfer(result, error)
  }

  /// Says that nothing more will come (RFC 8446, 6.1).
  /// - Returns: false if it has to be called again once the socket can be written to.
  func shutDown() -> Bool {
    guard !isShutDown, !isHandshaking, !hasFailed else { return true }
    ERR_clear_error()
    let result = SSL_shutdown(ssl)
    owesClosure = result < 0 && SSL_get_error(ssl, result) == SSL_ERROR_WANT_WRITE
    isShutDown = !owesClosure
    return isShutDown
  }

  private func transfer(_ result: Int32, _ error: Int32) -> Transfer {
    switch error {
    case SSL_ERROR_NONE: return .bytes(Int(result))
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .blocked
    case SSL_ERROR_ZERO_RETURN: return .closed
    default:
      hasFailed = true
      return .failed
    }
  }
}

// What OpenSSL's BIO asks for.
extension TLSSession {
  /// - Returns: what `recv` does, but `-EAGAIN` also where this turn's share is used up.
  func receive(_ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    guard receivesLeft > 0 else { return -Int(EAGAIN) }
    let received = clinux_receive(descriptor, buffer, count)
    receivesLeft -= 1
    // Less than asked for is all there is: the epoll set tells when there is more, and a call is saved.
    if received < count { receivesLeft = 0 }
    if received == 0 { socketHasEnded = true }
    return received
  }

  func send(_ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    clinux_send(descriptor, buffer, count)
  }
}
