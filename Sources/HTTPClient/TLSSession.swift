internal import COpenSSL

/// The client's side of TLS over memory alone: whoever has the socket sends and receives, in its own time, and without the
/// signal that OpenSSL's writing to a closed socket would raise.
final class TLSSession {
  private let ssl: OpaquePointer
  private let origin: String
  private var buffer = [UInt8](repeating: 0, count: 16_384)
  /// Whether the other side has said that no more comes.
  private(set) var isClosed = false

  /// - Parameter ssl: is this one's to free.
  init(_ ssl: OpaquePointer, _ origin: String) {
    self.ssl = ssl
    self.origin = origin
    SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
    SSL_set_connect_state(ssl)
  }

  deinit { SSL_free(ssl) }

  /// Whether the handshake is over, and the certificate trusted.
  var isReady: Bool { SSL_is_init_finished(ssl) == 1 }

  /// Goes on with the handshake.
  func shakeHands() throws(HTTPClientError) {
    ERR_clear_error()
    try check(SSL_do_handshake(ssl))
  }

  /// Encrypts all of it.
  func write(_ bytes: [UInt8]) throws(HTTPClientError) {
    var offset = 0
    while offset < bytes.count {
      ERR_clear_error()
      let count = bytes.withUnsafeBytes {
        SSL_write(ssl, $0.baseAddress! + offset, Int32(min($0.count - offset, 1 << 20)))
      }
      try check(count)
      guard count > 0 else { throw failure }
      offset += Int(count)
    }
  }

  /// Decrypts what has been taken.
  func read() throws(HTTPClientError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      ERR_clear_error()
      let count = SSL_read(ssl, &buffer, Int32(buffer.count))
      guard count > 0 else {
        try check(count)
        return bytes
      }
      bytes += buffer[..<Int(count)]
    }
  }

  /// Says that no more comes.
  func shutDown() {
    ERR_clear_error()
    SSL_shutdown(ssl)
  }

  /// Takes bytes that were received.
  func take(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { _ = BIO_write(SSL_get_rbio(ssl), $0.baseAddress, Int32($0.count)) }
  }

  /// What is to be sent.
  func give() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(SSL_get_wbio(ssl)))
    if !bytes.isEmpty { BIO_read(SSL_get_wbio(ssl), &bytes, Int32(bytes.count)) }
    return bytes
  }

  private func check(_ result: Int32) throws(HTTPClientError) {
    guard result <= 0 else { return }
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: break
    case SSL_ERROR_ZERO_RETURN: isClosed = true
    default: throw failure
    }
  }

  private var failure: HTTPClientError {
    let result = SSL_get_verify_result(ssl)
    guard result == Int(X509_V_OK) else {
      let reason = String(cString: X509_verify_cert_error_string(result))
      return HTTPClientError(.untrusted, "\(origin): its certificate is not to be trusted: \(reason)")
    }
    return isReady
      ? HTTPClientError(.closed, "\(origin) closed the connection: TLS failed")
      : HTTPClientError(.untrusted, "\(origin): the handshake fails: does it speak HTTPS?")
  }
}
