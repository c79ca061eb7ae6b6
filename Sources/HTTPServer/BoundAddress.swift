/// Where a server listens.
public struct BoundAddress: Hashable, Sendable, CustomStringConvertible {
  /// The numeric address.
  public let host: String
  /// 1 to 65535.
  public let port: Int

  /// Whether only this machine can reach it.
  public var isLoopback: Bool {
    host.hasPrefix("127.") || host == "::1" || host.hasPrefix("::ffff:127.")
  }

  /// As in a URL: `127.0.0.1:8080`, `[::1]:8080`.
  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
