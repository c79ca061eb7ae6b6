internal import CLinux
private import Glibc

/// A listening socket.
public struct Listener: Sendable {
  let descriptor: Int32
  /// Where it listens.
  public let address: BoundAddress

  /// Takes over a socket that was made by another process.
  ///
  /// - Parameter descriptor: owned from now on; it is made non-blocking and closed on exec.
  /// - Throws: ``ServerError`` if it is not a TCP socket that listens.
  public init(inherited descriptor: Int32) throws(ServerError) {
    let result = clinux_adopt_listener(descriptor)
    guard result >= 0 else { throw .notAListener(-result, descriptor: descriptor) }
    self.descriptor = descriptor
    address = Listener.address(of: descriptor)
  }

  /// Listens on the first address of `host` that can be had.
  ///
  /// - Parameter sharesPort: whether other processes of the same user may listen there at the same time; all have to
  ///   say so.
  init(host: String, port: Int, backlog: Int, sharesPort: Bool = false) throws(ServerError) {
    guard (0...65_535).contains(port) else { throw .invalidPort(port) }
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &found)
    guard code == 0, let first = found else { throw .unknownHost(host, reason: String(cString: gai_strerror(code))) }
    defer { freeaddrinfo(first) }

    var failure = EADDRNOTAVAIL
    var candidate: UnsafeMutablePointer<addrinfo>? = first
    while let info = candidate?.pointee {
      let socket = clinux_listen(info.ai_addr, info.ai_addrlen, info.ai_family, Int32(clamping: backlog), sharesPort)
      if socket >= 0 {
        descriptor = socket
        address = Listener.address(of: socket)
        return
      }
      failure = -socket
      candidate = info.ai_next
    }
    throw .listening(failure, host: host, port: port)
  }

  private static func address(of descriptor: Int32) -> BoundAddress {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutableBytes(of: &storage) { raw in
      let address = raw.baseAddress!.assumingMemoryBound(to: sockaddr.self)
      getsockname(descriptor, address, &length)
      let host = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { text in
        getnameinfo(address, length, text.baseAddress, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        return String(cString: text.baseAddress!)
      }
      // The port stands at the same place in IPv4 and IPv6 addresses.
      let port = raw.loadUnaligned(fromByteOffset: 2, as: UInt16.self).bigEndian
      return BoundAddress(host: host, port: Int(port))
    }
  }
}
