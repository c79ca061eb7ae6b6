import Foundation
import Glibc

/// A server of the roughest kind: tests decide about each byte of what it answers. A thread for each connection.
package final class TestReceiver: Sendable {
  package typealias Body = @Sendable (ReceivedConnection) -> Void

  private let listener: Int32
  package let port: Int

  /// Whether this machine has IPv6 on its loopback.
  package static let hasIPv6: Bool = {
    let descriptor = listen(isIPv6: true, backlog: 1)
    if descriptor >= 0 { close(descriptor) }
    return descriptor >= 0
  }()

  /// Listens on the loopback, and runs `body` with each connection.
  /// - Parameters:
  ///   - isIPv6: on `::1`, otherwise on `127.0.0.1`.
  ///   - certificate: speaks TLS with this one.
  package init(isIPv6: Bool = false, tls certificate: TestCertificate? = nil, _ body: @escaping Body) {
    listener = Self.listen(isIPv6: isIPv6, backlog: 64)
    precondition(listener >= 0, "cannot listen")
    port = Self.port(of: listener)
    Thread.detachNewThread { [self] in
      while let socket = next() {
        Thread.detachNewThread { body(ReceivedConnection(socket, certificate.map { TLSServerSession($0) })) }
      }
      // Here, where nobody takes another socket of the same number for it any more.
      close(listener)
    }
  }

  /// The next connection; nil once it has stopped.
  private func next() -> Int32? {
    let socket = accept(listener, nil, nil)
    guard socket >= 0 else { return nil }
    // Not for processes that a test starts: the connection would stay open as long as they run.
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    return socket
  }

  /// Listens no more; as long as that is not called, it does. What is connected goes on.
  package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  /// Runs `body` with a port on which all connections hang: its line of those to be accepted is full.
  package static func withFullPort<R>(_ body: (Int) throws -> R) rethrows -> R {
    let listener = listen(isIPv6: false, backlog: 0)
    let port = port(of: listener)
    var sockets = [listener]
    defer { for socket in sockets { close(socket) } }
    var address = loopback(port: port)
    for _ in 0..<8 {
      let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
      sockets.append(socket)
      withAddress(&address) { _ = connect(socket, $0, $1) }
    }
    return try body(port)
  }

  private static func listen(isIPv6: Bool, backlog: Int32) -> Int32 {
    let family = isIPv6 ? AF_INET6 : AF_INET
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var isBound = false
    if isIPv6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_addr = in6addr_loopback
      withAddress(&address) { isBound = bind(descriptor, $0, $1) == 0 }
    } else {
      var address = loopback(port: 0)
      withAddress(&address) { isBound = bind(descriptor, $0, $1) == 0 }
    }
    guard isBound, Glibc.listen(descriptor, backlog) == 0 else {
      close(descriptor)
      return -1
    }
    return descriptor
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func withAddress<A>(_ address: inout A, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Void) {
    withUnsafeBytes(of: &address) { bytes in
      body(bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
  }

  private static func port(of descriptor: Int32) -> Int {
    // The port is at the same place in addresses of both families.
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    withUnsafeMutableBytes(of: &address) { bytes in
      _ = getsockname(descriptor, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), &size)
    }
    return Int(in_port_t(bigEndian: address.sin6_port))
  }
}
