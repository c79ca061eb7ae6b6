internal import Glibc

/// Sockets that do not wait by themselves.
enum SocketConnection {
  /// A socket that is connected to a host, by whichever of its addresses answers first, in their order.
  static func open(to address: HTTPAddress, until deadline: Deadline) throws(HTTPClientError) -> Int32 {
    let addresses = try HostLookup.addresses(of: address, until: deadline)
    var reason = ""
    for (index, found) in addresses.enumerated() {
      // An address that does not answer leaves time for the others.
      let share = deadline.secondsLeft / Double(addresses.count - index)
      switch connect(to: found, until: deadline.earlier(inSeconds: share)) {
      case .success(let socket): return socket
      case .failure(let failure): reason = failure.reason
      }
    }
    throw HTTPClientError(
      deadline.secondsLeft > 0 ? .unreachable : .timedOut,
      "\(address.host):\(address.port) cannot be reached: \(reason)")
  }

  /// Waits until something of `events` is possible, or an error to be had.
  /// - Returns: false where the deadline passed first.
  static func wait(_ socket: Int32, for events: Int32, until deadline: Deadline) -> Bool {
    while true {
      var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
      let milliseconds = deadline.millisecondsLeft
      let count = poll(&entry, 1, milliseconds)
      if count > 0 { return milliseconds > 0 }
      if count == 0 && deadline.secondsLeft == 0 { return false }
      if count < 0 && errno != EINTR && errno != EAGAIN { return false }
    }
  }

  private struct Failure: Error {
    let reason: String

    init(_ error: Int32) { reason = String(cString: strerror(error)) }
  }

  private static func connect(to address: HostLookup.Address, until deadline: Deadline) -> Result<Int32, Failure> {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let socket = Glibc.socket(address.family, kind, 0)
    guard socket >= 0 else { return .failure(Failure(errno)) }
    let result = address.bytes.withUnsafeBytes { bytes in
      Glibc.connect(socket, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
    }
    var error = result == 0 ? 0 : errno
    if error == EINPROGRESS {
      error = ETIMEDOUT
      if wait(socket, for: POLLOUT, until: deadline) {
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size)
      }
    }
    if error == 0 { return .success(socket) }
    close(socket)
    return .failure(Failure(error))
  }
}
