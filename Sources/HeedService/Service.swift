public import Foundation
public import HTTPServer
import HTTPWire
public import Logging
import Scoring
import Storage
import Synchronization

/// The HTTP service: a server, the policy in force, and what is counted.
public final class Service: Sendable {
  /// What an operator set.
  public let configuration: ServiceConfiguration
  /// The policy in force.
  public let policies: PolicyStore
  /// When the service was made.
  public let startedAt = Date()

  /// The time that all requests are scored at now, in seconds since 1970; nil: when they arrive.
  private let givenTime: (@Sendable () -> Double)?
  let tiers = NameRegistry(capacity: MetricsShard.mostTiers)
  let access: AccessControl
  let bulk: BulkScoring
  let imports = CustomerImports()
  let whatIf = WhatIf()
  /// The hooks that other systems call, by name.
  let hooks: [String: Hook]
  let hookFigures = HookFigures()
  let badges: Badges
  /// The waiting line; nil where none is kept.
  let queue: TicketQueue?
  /// Where the queue's threads count requests.
  let queueShards = (writer: MetricsShard(), reader: MetricsShard())
  /// The certificates in force; nil where HTTP is spoken without TLS.
  let certificates: CertificateStore?
  private let logger: Logger
  private let listeners: [Listener]
  private let shards = Mutex<[MetricsShard]>([])
  private let server = Mutex<Server?>(nil)
  private let watch = Mutex<FileWatch?>(nil)
  private let isDrainingFlag = Atomic<Bool>(false)

  /// Makes a service; nothing listens yet.
  ///
  /// - Parameters:
  ///   - listeners: sockets that listen already; with any, the configuration's host and port mean nothing.
  ///   - fixedTime: seconds since 1970 that all requests are scored at, so that answers can be repeated; nil: each is
  ///     scored as of its arrival.
  /// - Throws: ``FileError`` when the policy, the keys or the configuration of TLS cannot be used; `TLSError` when a
  ///   certificate cannot; ``ServiceError`` when the configuration is not safe.
  public convenience init(
    _ configuration: ServiceConfiguration, logger: Logger, listeners: [Listener] = [], fixedTime: Double? = nil
  ) throws {
    var time: (@Sendable () -> Double)?
    if let fixedTime { time = { fixedTime } }
    try self.init(
      configuration, logger: logger, listeners: listeners, time: time, queueClock: QueueClock())
  }

  /// - Parameters:
  ///   - time: the time that requests are scored at, in seconds since 1970; nil: when they arrive.
  ///   - queueClock: the time that the waiting line goes by.
  init(
    _ configuration: ServiceConfiguration, logger: Logger, listeners: [Listener] = [],
    time: (@Sendable () -> Double)?, queueClock: QueueClock
  ) throws {
    try configuration.refuseOpenAccess(listeners: listeners)
    self.configuration = configuration
    self.logger = logger
    self.listeners = listeners
    givenTime = time
    policies = try PolicyStore(PolicyFile(path: configuration.policy), logger: logger)
    access = try AccessControl(configuration.access, logger: logger)
    certificates = try configuration.tls.serverConfiguration().map { try CertificateStore($0, logger: logger) }
    hooks = try Hook.all(configuration.hooks)
    badges = try Badges(configuration.badges)
    bulk = BulkScoring(mostItems: configuration.limits.batchItems)
    let (policies, targets) = (policies, try configuration.writeBack.targets())
    queue = configuration.data.map { folder in
      TicketQueue(
        configuration.queue, memory: configuration.memory, logger: logger, clock: queueClock, targets: targets
      ) {
        policies.current
      } open: {
        try SQLiteStore(folder: folder)
      }
    }
    for shard in [bulk.shard, imports.shard, queueShards.writer, queueShards.reader] { register(shard) }
  }

  /// Starts to listen and to answer, and to watch the files of policy and keys.
  ///
  /// - Returns: where it listens; of several addresses the first.
  /// - Throws: `ServerError` when it cannot listen there.
  public func start() throws -> BoundAddress {
    queue?.start()
    let server = Server(configuration: serverConfiguration) { _ in ServiceHandler(self) }
    let address = try server.start()
    self.server.withLock { $0 = server }
    let (policies, access) = (policies, access)
    watch.withLock {
      $0 = FileWatch(everySeconds: configuration.policyCheckSeconds) {
        policies.reloadIfChanged()
        access.keys?.reloadIfChanged()
      }
    }
    logger.notice(
      listeners.isEmpty ? "listening" : "listening on sockets handed over; host and port are not used",
      metadata: [
        "address": "\(server.addresses.map(\.description).joined(separator: ", "))",
        "policy": "\(policies.current.policy.name)",
        "version": "\(policies.current.policy.version)",
        "keys": "\(access.keys.map { "\($0.current.keys.count)" } ?? "none needed")",
      ])
    return address
  }

  /// Stops gracefully: `/readyz` answers 503 at once; after the configured pause no more connections are accepted and
  /// requests under way may finish until the deadline.
  public func drain() async {
    if isDrainingFlag.exchange(true, ordering: .relaxed) { return }
    logger.notice("draining")
    watch.withLock { $0 = nil }
    queue?.dismissWaiting()
    queue?.events.stop()
    try? await Task.sleep(for: .seconds(configuration.drain.pauseSeconds))
    let server = server.withLock { $0 }
    await server?.drain(within: .seconds(configuration.drain.deadlineSeconds))
    queue?.stop()
    access.log.tellRest()
    logger.notice("stopped")
  }

  /// Where it listens; empty before the start.
  public var addresses: [BoundAddress] { server.withLock { $0?.addresses ?? [] } }

  /// Whether all reactors have shown a sign of life since this was asked before.
  public func takePulse() -> Bool {
    server.withLock { $0 }?.takePulse() ?? false
  }

  /// Reads the policy, the keys and the certificates anew. What is broken is logged, and the old one goes on.
  public func reload() {
    policies.reload()
    access.keys?.reload()
    if let context = certificates?.reload() { server.withLock { $0?.replaceTLS(with: context) } }
  }

  /// The time that requests are scored at whenever they arrive; nil: each as of its arrival.
  var fixedTime: Instant? { givenTime.map { Instant(secondsSince1970: $0()) } }

  /// Whether the service is stopping.
  var isDraining: Bool { isDrainingFlag.load(ordering: .relaxed) }

  /// What all threads have counted.
  var sums: MetricsSums { MetricsSums(shards.withLock { $0 }) }

  /// The server's connections.
  var statistics: ServerStatistics? { server.withLock { $0?.statistics } }

  func register(_ shard: MetricsShard) {
    shards.withLock { $0.append(shard) }
  }

  private var serverConfiguration: ServerConfiguration {
    var server = ServerConfiguration()
    let limits = configuration.limits
    server.host = configuration.host
    server.port = configuration.port
    server.sharesPort = configuration.reusePort
    server.listeners = listeners
    if configuration.threads > 0 { server.threads = configuration.threads }
    server.tls = certificates?.initial
    server.gzip = configuration.gzip
    server.maximumConnections = limits.connections
    server.maximumConnectionsPerClient = limits.connectionsPerAddress
    server.limits.headerTimeout = .seconds(limits.headerSeconds)
    server.limits.idleTimeout = .seconds(limits.idleSeconds)
    server.limits.minimumBodyRate = limits.bodyBytesPerSecond
    server.limits.writeStallTimeout = .seconds(limits.writeStallSeconds)
    server.limits.drainGrace = .seconds(configuration.drain.idleSeconds)
    return server
  }
}
