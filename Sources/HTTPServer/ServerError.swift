private import Glibc

/// Why a server could not start, in words that say what to do about it.
public struct ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  private enum Kind: Hashable {
    case addressInUse
    case permissionDenied
    case addressUnavailable
    case unknownHost
    case invalidPort
    case notAListener
    case alreadyStarted
    case system(Int32)
  }

  private let kind: Kind
  public let description: String

  private init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// Whether another process listens on the address.
  public var isAddressInUse: Bool { kind == .addressInUse }

  /// The failure `error`, an `errno`, of listening on `host` and `port`.
  static func listening(_ error: Int32, host: String, port: Int) -> ServerError {
    switch error {
    case EADDRINUSE:
      ServerError(
        .addressInUse,
        "port \(port) on \(host) is in use: stop what listens there, or choose another port")
    case EACCES, EPERM:
      ServerError(
        .permissionDenied,
        "not permitted to listen on port \(port): choose a port above 1023, or grant CAP_NET_BIND_SERVICE")
    case EADDRNOTAVAIL:
      ServerError(
        .addressUnavailable,
        "\(host) is not an address of this machine: choose one of its own, or 0.0.0.0 for all of them")
    default: system(error, doing: "listen on \(host) port \(port)")
    }
  }

  static func system(_ error: Int32, doing what: String) -> ServerError {
    let hint = error == EMFILE || error == ENFILE ? ": raise the limit of open files (ulimit -n)" : ""
    return ServerError(.system(error), "cannot \(what): \(String(cString: strerror(error)))\(hint)")
  }

  /// The descriptor that another process handed over is of no use.
  static func notAListener(_ error: Int32, descriptor: Int32) -> ServerError {
    let found =
      switch error {
      case EBADF: "not open"
      case ENOTSOCK: "not a socket"
      case EAFNOSUPPORT: "a socket of another kind than IPv4 and IPv6"
      case ESOCKTNOSUPPORT: "a socket for datagrams"
      case ENOTCONN: "a socket that does not listen"
      default: String(cString: strerror(error))
      }
    return ServerError(
      .notAListener,
      "descriptor \(descriptor), handed over by LISTEN_FDS, is \(found): hand over TCP sockets that listen "
        + "(in a systemd socket unit ListenStream= with an address and a port, and Accept=no)")
  }

  /// `LISTEN_FDS` holds no number of sockets.
  static func listenFDs(_ value: String) -> ServerError {
    ServerError(.notAListener, "LISTEN_FDS is \"\(value)\": expected the number of sockets handed over")
  }

  static func unknownHost(_ host: String, reason: String) -> ServerError {
    ServerError(.unknownHost, "cannot find the host \(host): \(reason); give an address or a name that resolves")
  }

  static func invalidPort(_ port: Int) -> ServerError {
    ServerError(.invalidPort, "\(port) is no port: choose one from 1 to 65535, or 0 to have one picked")
  }

  static let alreadyStarted = ServerError(.alreadyStarted, "a server starts only once: make another one")
}
