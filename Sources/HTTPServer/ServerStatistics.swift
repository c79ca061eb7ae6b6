/// Figures of a server at one moment.
public struct ServerStatistics: Hashable, Sendable {
  /// Connections open now, without those being refused.
  public let openConnections: Int
  /// Connections accepted since the start, with those refused.
  public let acceptedConnections: Int
  /// Connections refused since the start because too many were open.
  public let refusedAtLimit: Int
  /// Connections refused since the start because their client had too many open.
  public let refusedAtClientLimit: Int
  /// Connections closed since the start because the process had no file descriptor left.
  public let refusedWithoutDescriptor: Int
  /// TLS handshakes since the start that came to their end.
  public let handshakes: Int
  /// TLS handshakes since the start that failed or were given up.
  public let failedHandshakes: Int

  /// Connections refused since the start, for whatever reason.
  public var refusedConnections: Int { refusedAtLimit + refusedAtClientLimit + refusedWithoutDescriptor }
}
