internal import CLinux
internal import Dispatch
private import Glibc
internal import HTTPWire
internal import Synchronization

/// Takes connections from the listening socket and hands them to the reactors in turn.
///
/// Unchecked because its variables are confined to its queue.
final class Acceptor: @unchecked Sendable {
  /// Connections refused that may be told so at the same time; the rest are just closed.
  private static let sheddingCapacity = 256
  private static let mostAtOnce = 4_096
  private static let pauseMicroseconds: UInt32 = 100_000

  private let listener: Int32
  private let mailboxes: [Mailbox]
  private let counters: Counters
  private let maximumConnections: Int
  private let retryAfterSeconds: Int
  private let queue = DispatchQueue(label: "heed.accept")
  private let source: any DispatchSourceRead
  private var nextReactor = 0
  private var spare = clinux_spare_descriptor()
  private var isStopped = false

  /// - Parameter listener: a listening socket, owned from now on.
  init(listener: Int32, mailboxes: [Mailbox], counters: Counters, configuration: ServerConfiguration) {
    self.listener = listener
    self.mailboxes = mailboxes
    self.counters = counters
    maximumConnections = configuration.maximumConnections
    retryAfterSeconds = configuration.retryAfterSeconds
    source = DispatchSource.makeReadSource(fileDescriptor: listener, queue: queue)
  }

  func start() {
    source.setEventHandler { self.acceptAll() }
    source.activate()
  }

  /// Accepts what has arrived, then closes the listening socket.
  func stop() async {
    await withCheckedContinuation { continuation in
      queue.async {
        guard !self.isStopped else { return continuation.resume() }
        self.isStopped = true
        // The handler holds this object, and a source lets go of its handler only once it is cancelled.
        self.source.setCancelHandler {
          // As late as can be: what arrives between this and the close is lost, unless others hold the socket, too, or
          // the kernel moves it to others on the port (net.ipv4.tcp_migrate_req).
          self.acceptAll()
          close(self.listener)
          if self.spare >= 0 { close(self.spare) }
          continuation.resume()
        }
        self.source.cancel()
      }
    }
  }

  /// Takes those that wait; of a flood no more than is good for whoever waits for this queue, since the source tells of
  /// the others again.
  private func acceptAll() {
    var peer = clinux_peer()
    for _ in 0..<Acceptor.mostAtOnce {
      let descriptor = clinux_accept(listener, &peer)
      if descriptor >= 0 {
        take(descriptor, PeerAddress(peer))
        continue
      }
      switch -descriptor {
      case EAGAIN: return
      case EINTR, ECONNABORTED, EPROTO, ENETDOWN, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH, ENONET, ENOPROTOOPT:
        // Errors of the one connection (accept(2)): the next may be well.
        continue
      case EMFILE, ENFILE:
        // Said also where no connection waits, as the descriptor is taken first.
        let error = shedWithSpare()
        if error == EAGAIN { return }
        if error != 0 { return pause() }
      default: return pause()
      }
    }
  }

  private func take(_ descriptor: Int32, _ peer: PeerAddress) {
    counters.accepted.add(1, ordering: .relaxed)
    let mailbox = mailboxes[nextReactor]
    nextReactor = (nextReactor + 1) % mailboxes.count
    if counters.open.load(ordering: .relaxed) >= maximumConnections {
      counters.refusedAtLimit.add(1, ordering: .relaxed)
      refuse(descriptor, peer, mailbox)
    } else if !counters.clients.enter(peer) {
      counters.refusedAtClientLimit.add(1, ordering: .relaxed)
      refuse(descriptor, peer, mailbox)
    } else {
      counters.open.add(1, ordering: .relaxed)
      if mailbox.post(.connection(descriptor, peer, nil)) { return }
      counters.open.subtract(1, ordering: .relaxed)
      counters.clients.leave(peer)
      close(descriptor)
    }
  }

  private func refuse(_ descriptor: Int32, _ peer: PeerAddress, _ mailbox: Mailbox) {
    if counters.shedding.load(ordering: .relaxed) < Acceptor.sheddingCapacity {
      counters.shedding.add(1, ordering: .relaxed)
      let refusal = Refusal.overloaded(retryAfterSeconds: retryAfterSeconds)
      if mailbox.post(.connection(descriptor, peer, refusal)) { return }
      counters.shedding.subtract(1, ordering: .relaxed)
    }
    close(descriptor)
  }

  /// Out of descriptors: gives the spare one up for the connection that waits, so that the client learns at once.
  /// - Returns: 0, or the error that leaves connections waiting.
  private func shedWithSpare() -> Int32 {
    guard spare >= 0 else { return EMFILE }
    close(spare)
    var peer = clinux_peer()
    let descriptor = clinux_accept(listener, &peer)
    if descriptor >= 0 {
      counters.accepted.add(1, ordering: .relaxed)
      counters.refusedWithoutDescriptor.add(1, ordering: .relaxed)
      close(descriptor)
    }
    spare = clinux_spare_descriptor()
    return descriptor < 0 ? -descriptor : 0
  }

  /// The listener stays readable while nothing can be accepted: without a pause this thread would spin. It has nothing
  /// else to do, so it sleeps; suspending the source from its own handler left it dead on Linux.
  private func pause() {
    usleep(Acceptor.pauseMicroseconds)
    if spare < 0 { spare = clinux_spare_descriptor() }
  }
}
