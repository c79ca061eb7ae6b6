internal import COpenSSL

/// All that TLS connections have in common: certificates, rules, and the keys of session tickets.
///
/// Unchecked because OpenSSL's context, once it is set up, may be used by all threads. Connections keep the one that they
/// were opened with alive.
public final class TLSContext: @unchecked Sendable {
  /// Sessions kept for clients of TLS 1.2 that know no tickets; with tickets the client keeps them itself.
  private static let cachedSessions = 4_096
  /// OpenSSL's own list, but without key exchange by RSA alone, which has no forward secrecy and has had one timing attack
  /// after the other, and without what needs passwords or shared keys, of which there are none. TLS 1.3 has its own list.
  private static let ciphers = "DEFAULT:!kRSA:!PSK:!SRP"

  /// An `SSL_CTX`.
  let pointer: OpaquePointer
  /// The certificates in the configuration's order.
  public private(set) var certificates: [TLSCertificate]

  /// Reads the files.
  public init(_ configuration: TLSConfiguration) throws(TLSError) {
    // Nil only where there is no memory left.
    pointer = SSL_CTX_new(TLS_server_method())!
    certificates = []
    Self.setRules(of: pointer)
    for files in configuration.certificates { certificates.append(try Self.use(files, in: pointer)) }
    try Self.ask(configuration, in: pointer)
  }

  deinit {
    SSL_CTX_free(pointer)
  }

  private static func setRules(of pointer: OpaquePointer) {
    copenssl_set_versions(pointer, TLS1_2_VERSION, TLS1_3_VERSION)
    SSL_CTX_set_security_level(pointer, 2)
    SSL_CTX_set_cipher_list(pointer, ciphers)
    // RFC 9112, 9.8: clients close without a closure alert, too. It is no harm, as each request tells its own length.
    SSL_CTX_set_options(
      pointer,
      COPENSSL_OP_NO_RENEGOTIATION | COPENSSL_OP_CIPHER_SERVER_PREFERENCE | COPENSSL_OP_IGNORE_UNEXPECTED_EOF)
    copenssl_set_mode(
      pointer, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS)
    copenssl_set_read_ahead(pointer)
    copenssl_set_session_cache(pointer, SSL_SESS_CACHE_SERVER, cachedSessions)
    // Without a name, sessions of clients that showed a certificate would not be taken up again.
    SSL_CTX_set_session_id_context(pointer, "heed", 4)
    SSL_CTX_set_alpn_select_cb(pointer, selectProtocol, nil)
  }

  /// Picks `http/1.1` (RFC 7301); a client that offers only other protocols is told so, and the handshake ends.
  private static let selectProtocol: SSL_CTX_alpn_select_cb_func = { _, selected, selectedLength, offered, length, _ in
    guard let selected, let selectedLength, let offered else { return SSL_TLSEXT_ERR_ALERT_FATAL }
    var offset = 0
    while offset < length {
      let name = UnsafeBufferPointer(start: offered + offset + 1, count: Int(offered[offset]))
      // OpenSSL has checked that the names lie within the list.
      if name.elementsEqual("http/1.1".utf8) {
        selected.pointee = name.baseAddress
        selectedLength.pointee = UInt8(name.count)
        return SSL_TLSEXT_ERR_OK
      }
      offset += 1 + name.count
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
  }

  /// Takes a certificate, its chain and its key into the context.
  private static func use(
    _ files: TLSConfiguration.CertificateFiles, in context: OpaquePointer
  ) throws(TLSError) -> TLSCertificate {
    let certificates = try TLSFiles.certificates(files.certificate)
    defer { for certificate in certificates { X509_free(certificate) } }
    let key = try TLSFiles.key(files.key)
    defer { EVP_PKEY_free(key) }
    let chain = OPENSSL_sk_new_null()
    defer { OPENSSL_sk_free(chain) }
    for certificate in certificates.dropFirst() { OPENSSL_sk_push(chain, UnsafeRawPointer(certificate)) }
    let facts = try TLSCertificate(certificates[0], files: files)
    guard X509_check_private_key(certificates[0], key) == 1 else { throw .foreignKey(files) }
    guard SSL_CTX_use_cert_and_key(context, certificates[0], key, chain, 0) == 1 else {
      let isRepeated = ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_NOT_REPLACING_CERTIFICATE
      throw isRepeated
        ? .repeatedKind(facts.keyKind, files.certificate) : .refused("the certificate", files.certificate)
    }
    return facts
  }

  /// Asks clients for certificates, if so configured.
  private static func ask(_ configuration: TLSConfiguration, in context: OpaquePointer) throws(TLSError) {
    guard configuration.clientCertificates != .none, let path = configuration.clientAuthorities else { return }
    let authorities = try TLSFiles.certificates(path)
    defer { for authority in authorities { X509_free(authority) } }
    for authority in authorities {
      guard X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority) == 1,
        SSL_CTX_add_client_CA(context, authority) == 1
      else { throw .refused("the client authority", path) }
    }
    let isRequired = configuration.clientCertificates == .required
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (isRequired ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nil)
  }
}
