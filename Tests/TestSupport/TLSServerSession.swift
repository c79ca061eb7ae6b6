import COpenSSL

/// The server's side of TLS without a socket.
package final class TLSServerSession {
  private let ssl: OpaquePointer

  package init(_ certificate: TestCertificate) {
    let context = SSL_CTX_new(TLS_server_method())!
    defer { SSL_CTX_free(context) }
    SSL_CTX_use_cert_and_key(context, certificate.certificate, certificate.key, nil, 1)
    ssl = SSL_new(context)!
    SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
    SSL_set_accept_state(ssl)
  }

  deinit { SSL_free(ssl) }

  package var isReady: Bool { SSL_is_init_finished(ssl) == 1 }

  /// The name that the client asked for, if it did.
  package var requestedName: String? {
    SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
  }

  /// Goes on with the handshake.
  /// - Returns: false where it has failed.
  package func shakeHands() -> Bool {
    ERR_clear_error()
    let result = SSL_do_handshake(ssl)
    return result == 1 || [SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE].contains(SSL_get_error(ssl, result))
  }

  package func take(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    BIO_write(SSL_get_rbio(ssl), bytes, Int32(bytes.count))
  }

  package func give() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(SSL_get_wbio(ssl)))
    BIO_read(SSL_get_wbio(ssl), &bytes, Int32(bytes.count))
    return bytes
  }

  package func write(_ bytes: [UInt8]) {
    ERR_clear_error()
    if !bytes.isEmpty { SSL_write(ssl, bytes, Int32(bytes.count)) }
  }

  package func read() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      ERR_clear_error()
      let count = SSL_read(ssl, &chunk, Int32(chunk.count))
      guard count > 0 else { return bytes }
      bytes += chunk.prefix(Int(count))
    }
  }

  /// Writes a closure alert.
  package func shutDown() { SSL_shutdown(ssl) }
}
