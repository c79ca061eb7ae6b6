internal import Foundation
public import HTTPWire

/// How a server listens and what it allows.
public struct ServerConfiguration: Sendable {
  /// IPv4 address, IPv6 address without brackets, or host name; `0.0.0.0` and `::` listen on all addresses.
  public var host = "127.0.0.1"
  /// 0 to 65535; 0 lets the system pick one.
  public var port = 8080
  /// Whether other processes of the same user, which say so too, may listen on the same address and port at the same
  /// time (SO_REUSEPORT). The kernel spreads connections over them.
  public var sharesPort = false
  /// Sockets that listen already. If there are any the server accepts on all of them, and ``host``, ``port``,
  /// ``sharesPort`` and ``backlog`` mean nothing. The server closes them when it stops.
  public var listeners: [Listener] = []
  /// Number of reactors, each on its own thread; at least 1. By default one a core.
  public var threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
  /// Connections the kernel holds that are not yet accepted; the kernel may cap it.
  public var backlog = 4_096
  /// Most connections open at once. Further ones are answered 503 and closed.
  public var maximumConnections = 10_000
  /// Most connections open at once from one client: an IPv4 address, or an IPv6 network of 64 bits. Further ones are
  /// answered as those beyond ``maximumConnections``. 0 means no such limit.
  public var maximumConnectionsPerClient = 0
  /// Whether that limit holds for connections from this machine, too. Where a proxy runs on it, all clients' come from
  /// there.
  public var limitsLoopback = false
  /// `Retry-After` of those answers, in seconds.
  public var retryAfterSeconds = 1
  /// What a client may ask of one connection.
  public var limits = ConnectionLimits()
  /// With it, the server speaks TLS and nothing else.
  public var tls: TLSContext?
  /// Which answers are compressed.
  public var gzip = GzipConfiguration()
  /// How late a deadline may be noticed.
  public var timerResolution = Duration.milliseconds(50)

  public init() {}
}
