private import Glibc

/// Sockets that whoever started this process listens on for it, by the protocol of sd_listen_fds(3).
public enum SocketActivation {
  /// The number of the first one.
  private static let firstDescriptor: Int32 = 3

  /// Takes the sockets that were handed over: `LISTEN_FDS` of them, if `LISTEN_PID` is this process. The variables are
  /// unset, so that processes started from here do not take the sockets for theirs.
  ///
  /// - Parameter environment: the process's.
  /// - Returns: the sockets; none where none were handed over.
  /// - Throws: ``ServerError`` if one of them is of no use.
  public static func takeListeners(_ environment: [String: String]) throws(ServerError) -> [Listener] {
    defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
    guard let count = environment["LISTEN_FDS"], environment["LISTEN_PID"] == "\(getpid())" else { return [] }
    guard let number = Int32(count), (0...Int32.max - firstDescriptor).contains(number) else {
      throw .listenFDs(count)
    }
    var listeners: [Listener] = []
    for descriptor in firstDescriptor..<firstDescriptor + number {
      listeners.append(try Listener(inherited: descriptor))
    }
    return listeners
  }
}
