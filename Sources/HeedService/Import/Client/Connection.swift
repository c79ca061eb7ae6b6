import COpenSSL
import Glibc

/// A connection to a service, for one request.
final class Connection {
  private let socket: Int32
  private var context: OpaquePointer?
  private var tls: OpaquePointer?
  /// Why nothing could be sent.
  private(set) var failure = ""

  /// - Throws: ``ImportError`` where nobody listens, or, with TLS, where the certificate is not to be trusted.
  init(to host: String, port: String, isSecure: Bool, timeoutSeconds: Int) throws(ImportError) {
    socket = try Self.connect(host, port, timeoutSeconds)
    if isSecure { try secure(host) }
  }

  deinit {
    if let tls {
      SSL_shutdown(tls)
      SSL_free(tls)
    }
    if let context { SSL_CTX_free(context) }
    close(socket)
  }

  private static func connect(_ host: String, _ port: String, _ timeoutSeconds: Int) throws(ImportError) -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, port, &hints, &list)
    guard result == 0 else { throw ImportError("\(host) is not found: \(String(cString: gai_strerror(result)))") }
    defer { freeaddrinfo(list) }
    var reason = ""
    var next = list
    while let address = next?.pointee {
      next = address.ai_next
      let socket = Glibc.socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
      if socket < 0 { continue }
      var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
      for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
        setsockopt(socket, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
      }
      if Glibc.connect(socket, address.ai_addr, address.ai_addrlen) == 0 { return socket }
      reason = String(cString: strerror(errno))
      close(socket)
    }
    throw ImportError("\(host):\(port) cannot be reached: \(reason)")
  }

  /// Shakes hands, and looks whether the certificate is the host's and from an authority that the system trusts; the
  /// environment's `SSL_CERT_FILE` names others.
  private func secure(_ host: String) throws(ImportError) {
    guard let context = SSL_CTX_new(TLS_client_method()) else { throw ImportError("TLS cannot be set up") }
    self.context = context
    SSL_CTX_set_default_verify_paths(context)
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    _ = copenssl_set_versions(context, TLS1_2_VERSION, 0)
    guard let tls = SSL_new(context) else { throw ImportError("TLS cannot be set up") }
    self.tls = tls
    let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
    if isAddress {
      X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), host)
    } else {
      SSL_set1_host(tls, host)
      var name = Array(host.utf8CString)
      // What the macro SSL_set_tlsext_host_name does.
      SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &name)
    }
    SSL_set_fd(tls, socket)
    guard SSL_connect(tls) == 1 else {
      let result = SSL_get_verify_result(tls)
      let reason =
        result == Int(X509_V_OK)
        ? "the handshake fails: does it speak HTTPS?"
        : "its certificate is not to be trusted: \(String(cString: X509_verify_cert_error_string(result)))"
      throw ImportError("\(host): \(reason)")
    }
  }

  /// - Returns: whether all of it was sent.
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return tls.map { Int(SSL_write($0, rest.baseAddress, Int32(min(rest.count, 1 << 20)))) }
          ?? Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, tls == nil, errno == EINTR { continue }
      guard count > 0 else {
        failure = tls == nil ? String(cString: strerror(errno)) : "TLS failed"
        return false
      }
      sent += count
    }
    return true
  }

  /// All that comes until the connection ends.
  func receive() -> [UInt8] {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count =
        tls.map { Int(SSL_read($0, &buffer, Int32(buffer.count))) } ?? recv(socket, &buffer, buffer.count, 0)
      if count < 0, tls == nil, errno == EINTR { continue }
      guard count > 0 else { return received }
      received += buffer[..<count]
    }
  }
}
