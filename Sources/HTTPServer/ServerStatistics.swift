/// Figures of a server at one moment.
public struct ServerStatistics: Hashable, Sendable {
  /// Connections open now, without those being refused.
  public let openConnections: Int
  /// Connections accepted since the start, with those refused.
  public let acceptedConnections: Int
  /// Connections refused since the start because too many were open.
  public let refusedConnections: Int
  /// TLS handshakes since the start that came to their end.
  public let handshakes: Int
  /// TLS handshakes since the start that failed or were given up.
  public let failedHandshakes: Int
}
