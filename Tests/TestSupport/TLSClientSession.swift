import COpenSSL

/// The client's side of TLS without a socket: bytes go in, bytes come out, so that tests decide about each of them.
package final class TLSClientSession {
  /// A session that may be taken up again.
  ///
  /// Unchecked because it does not change.
  package final class Saved: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
      self.pointer = pointer
    }

    deinit {
      SSL_SESSION_free(pointer)
    }
  }

  private let ssl: OpaquePointer
  /// Why TLS ended, in OpenSSL's words.
  package private(set) var failure: String?
  /// Whether the server has sent its closure alert.
  package private(set) var isClosed = false

  init(_ context: TLSClientContext) {
    ssl = context.make()
  }

  deinit {
    // Otherwise OpenSSL holds the session for cut off, and does not take it up again.
    SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN)
    SSL_free(ssl)
  }

  package var version: String { String(cString: SSL_get_version(ssl)) }
  package var isResumed: Bool { SSL_session_reused(ssl) == 1 }
  package var isReady: Bool { SSL_is_init_finished(ssl) == 1 }

  /// The session with the last ticket received.
  package var saved: Saved? { SSL_get1_session(ssl).map(Saved.init) }

  /// The kind of the key that the server showed: `EC` or `RSA`.
  package var keyKind: String? {
    SSL_get0_peer_certificate(ssl).map { String(cString: EVP_PKEY_get0_type_name(X509_get0_pubkey($0))) }
  }

  /// The common name that the server showed.
  package var name: String? {
    guard let certificate = SSL_get0_peer_certificate(ssl) else { return nil }
    var name = [CChar](repeating: 0, count: 256)
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, &name, Int32(name.count))
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The protocol that the server picked.
  package var picked: String? {
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &name, &count)
    return name.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self) }
  }

  /// What a client says first.
  package static var greeting: [UInt8] {
    let session = TLSClientSession(TLSClientContext())
    session.shakeHands()
    return session.give()
  }

  /// Goes on with the handshake.
  package func shakeHands() {
    ERR_clear_error()
    note(SSL_do_handshake(ssl))
  }

  /// Takes bytes from the server.
  package func take(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    BIO_write(SSL_get_rbio(ssl), bytes, Int32(bytes.count))
  }

  /// What is to be sent to the server.
  package func give() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(SSL_get_wbio(ssl)))
    BIO_read(SSL_get_wbio(ssl), &bytes, Int32(bytes.count))
    return bytes
  }

  /// Encrypts.
  /// - Parameter record: bytes in one record at most.
  package func write(_ bytes: [UInt8], record: Int = 16_384) {
    var offset = 0
    while offset < bytes.count {
      let part = Array(bytes[offset..<min(bytes.count, offset + record)])
      ERR_clear_error()
      let count = SSL_write(ssl, part, Int32(part.count))
      guard count > 0 else { return note(count) }
      offset += part.count
    }
  }

  /// Decrypts what has been taken.
  package func read() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      ERR_clear_error()
      let count = SSL_read(ssl, &chunk, Int32(chunk.count))
      guard count > 0 else {
        note(count)
        return bytes
      }
      bytes += chunk.prefix(Int(count))
    }
  }

  /// Writes a closure alert.
  package func shutDown() {
    SSL_shutdown(ssl)
  }

  /// Asks both sides for new keys (TLS 1.3); written with what is sent next.
  package func updateKeys() {
    SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED)
  }

  private func note(_ result: Int32) {
    guard result <= 0 else { return }
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: break
    case SSL_ERROR_ZERO_RETURN: isClosed = true
    default:
      guard failure == nil else { return }
      failure = ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) } ?? "closed"
    }
  }
}
