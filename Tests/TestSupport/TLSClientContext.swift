import COpenSSL

/// What a client wants of TLS.
package struct TLSClientContext: Sendable {
  package enum Version: String, Sendable, CaseIterable {
    case tls12 = "TLSv1.2"
    case tls13 = "TLSv1.3"

    var number: Int32 { self == .tls12 ? TLS1_2_VERSION : TLS1_3_VERSION }
  }

  /// The only version; nil for what TLS has at best.
  package var version: Version?
  /// OpenSSL's names of signature algorithms, in the client's order.
  package var signatures: String?
  /// What is offered by ALPN; empty for nothing.
  package var protocols: [String] = []
  /// The certificate shown when asked.
  package var certificate: TestCertificate?
  /// What is to be taken up again.
  package var session: TLSClientSession.Saved?
  /// Greatest number of bytes sent at once; nil for all.
  package var piece: Int?

  package init(_ version: Version? = nil) {
    self.version = version
  }

  /// An `SSL` of these wishes, over memory alone.
  func make() -> OpaquePointer {
    let context = SSL_CTX_new(TLS_client_method())!
    defer { SSL_CTX_free(context) }
    if let version { copenssl_set_versions(context, version.number, version.number) }
    if let signatures { copenssl_set_signatures(context, signatures) }
    let names = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    if !names.isEmpty { SSL_CTX_set_alpn_protos(context, names, UInt32(names.count)) }
    if let certificate { SSL_CTX_use_cert_and_key(context, certificate.certificate, certificate.key, nil, 1) }
    let ssl = SSL_new(context)!
    SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
    SSL_set_connect_state(ssl)
    if let session { SSL_set_session(ssl, session.pointer) }
    return ssl
  }
}
