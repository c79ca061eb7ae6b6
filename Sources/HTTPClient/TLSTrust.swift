internal import COpenSSL

/// Whom the client trusts: the system's authorities, or those of the file that the environment's `SSL_CERT_FILE` names, or
/// those of a file of its own. It is read once.
///
/// Unchecked because it does not change once it is made, and OpenSSL lets several threads use it.
final class TLSTrust: @unchecked Sendable {
  private let context: OpaquePointer

  /// - Parameter authorities: a file of certificates (PEM); nil for the system's.
  init(authorities: String?) throws(HTTPClientError) {
    ERR_clear_error()
    guard let context = SSL_CTX_new(TLS_client_method()) else {
      throw HTTPClientError(.untrusted, "TLS cannot be set up")
    }
    self.context = context
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    _ = copenssl_set_versions(context, TLS1_2_VERSION, 0)
    guard let authorities else {
      SSL_CTX_set_default_verify_paths(context)
      return
    }
    guard SSL_CTX_load_verify_locations(context, authorities, nil) == 1 else {
      throw HTTPClientError(.untrusted, "\(authorities) cannot be read, or has no certificate (PEM) in it")
    }
  }

  deinit { SSL_CTX_free(context) }

  /// TLS with a host whose certificate is to be its own.
  func session(with address: HTTPAddress) throws(HTTPClientError) -> TLSSession {
    guard let ssl = SSL_new(context) else { throw HTTPClientError(.untrusted, "TLS cannot be set up") }
    if address.isNumeric {
      X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), address.host)
    } else {
      SSL_set1_host(ssl, address.host)
      var name = Array(address.host.utf8CString)
      // What the macro SSL_set_tlsext_host_name does.
      SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &name)
    }
    return TLSSession(ssl, address.origin)
  }
}
