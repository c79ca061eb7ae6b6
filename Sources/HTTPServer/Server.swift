internal import CLinux
internal import Dispatch
private import Glibc
internal import HTTPWire
internal import Synchronization

/// An HTTP/1.1 server.
///
/// Dispatch accepts connections and hands them to reactors, each a serial queue that runs one epoll loop.
public final class Server: Sendable {
  private struct Running {
    var addresses: [BoundAddress]
    var acceptors: [Acceptor]
    var mailboxes: [Mailbox]
  }

  private let configuration: ServerConfiguration
  private let makeHandler: @Sendable (Int) -> any RequestHandler
  private let counters: Counters
  private let reactors = DispatchGroup()
  private let running = Mutex<Running?>(nil)
  private let tls: TLSContextHolder?

  /// - Parameter makeHandler: makes the handler of the reactor with the given number, on that reactor's thread.
  public init(
    configuration: ServerConfiguration, makeHandler: @escaping @Sendable (_ reactor: Int) -> any RequestHandler
  ) {
    self.configuration = configuration
    self.makeHandler = makeHandler
    counters = Counters(configuration)
    tls = configuration.tls.map(TLSContextHolder.init)
  }

  /// Opens new connections with another context; those that are open go on with theirs.
  ///
  /// - Precondition: the server was made with one.
  public func replaceTLS(with context: TLSContext) {
    guard let tls else { preconditionFailure("this server does not speak TLS") }
    tls.replace(with: context)
  }

  /// Starts to listen and to answer.
  ///
  /// - Returns: where it listens, with the port that was picked for port 0; of several addresses the first.
  /// - Throws: ``ServerError`` if it cannot listen there, or was started before.
  public func start() throws(ServerError) -> BoundAddress {
    try running.withLock { (running) throws(ServerError) in
      guard running == nil else { throw .alreadyStarted }
      let listeners = try listeners()
      do throws(ServerError) {
        let mailboxes = try startReactors()
        let acceptors = listeners.map {
          Acceptor(listener: $0.descriptor, mailboxes: mailboxes, counters: counters, configuration: configuration)
        }
        for acceptor in acceptors { acceptor.start() }
        running = Running(addresses: listeners.map(\.address), acceptors: acceptors, mailboxes: mailboxes)
      } catch {
        for listener in listeners { close(listener.descriptor) }
        throw error
      }
      return listeners[0].address
    }
  }

  /// Where it listens; empty before the start.
  public var addresses: [BoundAddress] { running.withLock { $0?.addresses ?? [] } }

  /// Whether all reactors have shown a sign of life since this was asked before, for a watchdog that asks now and then.
  public func takePulse() -> Bool {
    guard let mailboxes = running.withLock({ $0?.mailboxes }) else { return false }
    // Each has to be asked, also after one that has not answered.
    return mailboxes.map { $0.takePulse() }.allSatisfy(\.self)
  }

  /// Stops gracefully: accepts no more, finishes what has begun, says `Connection: close`, closes idle connections.
  ///
  /// A second call may shorten the time.
  /// - Parameter limit: after this time the connections left are cut.
  /// - Returns: once all reactors have ended; at once if the server was not started.
  public func drain(within limit: Duration) async {
    guard let running = running.withLock({ $0 }) else { return }
    let deadline = clinux_monotonic_nanoseconds() + limit.nanoseconds
    for acceptor in running.acceptors { await acceptor.stop() }
    for mailbox in running.mailboxes { mailbox.post(.drain(deadline: deadline)) }
    await withCheckedContinuation { continuation in
      reactors.notify(queue: .global()) { continuation.resume() }
    }
  }

  /// Stops at once: connections are cut.
  public func stop() async {
    await drain(within: .zero)
  }

  /// Figures of this moment; from any thread.
  public var statistics: ServerStatistics {
    ServerStatistics(
      openConnections: counters.open.load(ordering: .relaxed),
      acceptedConnections: counters.accepted.load(ordering: .relaxed),
      refusedAtLimit: counters.refusedAtLimit.load(ordering: .relaxed),
      refusedAtClientLimit: counters.refusedAtClientLimit.load(ordering: .relaxed),
      refusedWithoutDescriptor: counters.refusedWithoutDescriptor.load(ordering: .relaxed),
      handshakes: counters.handshakes.load(ordering: .relaxed),
      failedHandshakes: counters.failedHandshakes.load(ordering: .relaxed))
  }

  /// The sockets that were handed over, or else one of its own.
  private func listeners() throws(ServerError) -> [Listener] {
    guard configuration.listeners.isEmpty else { return configuration.listeners }
    return [
      try Listener(
        host: configuration.host, port: configuration.port, backlog: configuration.backlog,
        sharesPort: configuration.sharesPort)
    ]
  }

  private func startReactors() throws(ServerError) -> [Mailbox] {
    let policy = ConnectionPolicy(configuration.limits)
    var mailboxes: [Mailbox] = []
    do throws(ServerError) {
      for index in 0..<max(1, configuration.threads) {
        mailboxes.append(try startReactor(index, policy: policy))
      }
    } catch {
      for mailbox in mailboxes { mailbox.post(.drain(deadline: 0)) }
      throw error
    }
    return mailboxes
  }

  private func startReactor(_ index: Int, policy: ConnectionPolicy) throws(ServerError) -> Mailbox {
    let mailbox = try Mailbox()
    let set = clinux_epoll_create()
    guard set >= 0 else { throw .system(-set, doing: "make an epoll set") }
    let (makeHandler, counters, tls) = (makeHandler, counters, tls)
    let (resolution, gzip) = (configuration.timerResolution, configuration.gzip)
    // A serial queue whose only work never ends is a thread of its own, in Dispatch's keeping.
    DispatchQueue(label: "heed.reactor.\(index)").async(group: reactors) {
      Reactor(
        set: set, mailbox: mailbox, handler: makeHandler(index), policy: policy, counters: counters,
        resolution: resolution, tls: tls, gzip: gzip
      ).run()
    }
    return mailbox
  }
}
