import Foundation
public import HTTPServer
public import Logging

/// What an operator sets: `heed.yaml`, then the environment, then the command line, the later winning.
public struct ServiceConfiguration: Sendable, Equatable {
  /// The address to listen on: a name, IPv4 or IPv6.
  public var host = "127.0.0.1"
  /// The port to listen on, 0…65535; 0 picks a free one.
  public var port = 8080
  /// Whether other processes that say so too may listen on the same address and port at the same time.
  public var reusePort = false
  /// Reactors, each on a thread of its own; 0 means one a processor.
  public var threads = 0
  /// The policy file. In `heed.yaml` it is relative to that file.
  public var policy = "config/policy.yaml"
  /// How much is logged.
  public var logLevel = Logger.Level.info
  /// How often the policy's files are looked at for changes, in seconds, > 0.
  public var policyCheckSeconds = 1.0
  /// Whether to listen on an address other than loopback although requests need no key.
  public var allowOpenAccess = false
  /// The folder of what must survive: the waiting line; nil: no line is kept. In `heed.yaml` it is relative to that file.
  public var data: String? = "data"
  /// The waiting line.
  public var queue = QueueConfiguration()
  /// What is remembered of customers, decisions and stories.
  public var memory = MemoryConfiguration()
  /// The hooks that other systems call, by name.
  public var hooks = HookConfiguration.standard
  /// Other systems that are told what becomes of tickets.
  public var writeBack = WriteBackConfiguration()
  /// Badges.
  public var badges = BadgesConfiguration()
  /// Answers for telephony.
  public var telephony = TelephonyConfiguration()
  /// Who may call, and how often.
  public var access = AccessConfiguration()
  /// The server's limits.
  public var limits = Limits()
  /// How the service stops.
  public var drain = Drain()
  /// HTTPS.
  public var tls = TLS()
  /// Which answers are compressed.
  public var gzip = GzipConfiguration()

  /// What the server grants to a client. The defaults are those of `config/heed.yaml`.
  public struct Limits: Sendable, Equatable {
    /// Greatest body of a request in bytes, but for `/score/batch`.
    public var bodyBytes = 65536
    /// Greatest body of a `/score/batch` request in bytes.
    public var batchBodyBytes = 16_777_216
    /// Most items of a `/score/batch` request.
    public var batchItems = 20_000
    /// Open connections; further ones are answered 503.
    public var connections = 10_000
    /// Open connections of one IPv4 address or IPv6 network of 64 bits, but for those of this machine; further ones are
    /// answered 503. 0 means no such limit.
    public var connectionsPerAddress = 1_000
    /// Seconds a request's head may take.
    public var headerSeconds = 10.0
    /// Seconds a connection may be idle.
    public var idleSeconds = 60.0
    /// Least bytes a second of a request's body, after a grace.
    public var bodyBytesPerSecond = 1024
    /// Seconds that a client may take no byte of an answer.
    public var writeStallSeconds = 10.0
  }

  /// How the service stops on SIGTERM or SIGINT.
  public struct Drain: Sendable, Equatable {
    /// Seconds that it still accepts connections, while `/readyz` answers 503.
    public var pauseSeconds = 0.0
    /// Seconds that an idle connection stays open after that, so that a request already on its way is answered.
    public var idleSeconds = 1.0
    /// Seconds in which requests under way may finish.
    public var deadlineSeconds = 25.0
  }

  /// The defaults.
  public init() {}

  /// Takes the name of the folder of data as it is written: `none` for none.
  public mutating func name(data name: String) {
    data = name == Self.none ? nil : name
  }

  static let none = "none"
}
