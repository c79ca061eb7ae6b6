internal import CLinux
private import Glibc
internal import HTTPWire
internal import Synchronization

/// One thread's share of the connections: an epoll set, and a loop that lives as long as the server.
///
/// Each wake-up has three steps: take in all that has happened, answer it, send. So the kernel's code and the handler's
/// each run for many requests in a row, and find themselves in the processor's caches.
///
/// Confined to its thread but for the mailbox. Exclusive access is not checked at run time: see ``Connection``.
final class Reactor {
  private static let eventCapacity = 256
  /// No slot reaches this number.
  private static let mailboxToken = UInt64.max

  let mailbox: Mailbox
  let set: Int32
  let handler: any RequestHandler
  let policy: ConnectionPolicy
  let counters: Counters
  let tls: TLSContextHolder?
  let gzip: GzipConfiguration
  /// Made when they are first needed: the first takes a quarter of a megabyte.
  private(set) lazy var compressor = GzipCompressor(pool: pool)
  private(set) lazy var inflater = GzipInflater(pool: pool)
  let date = DateLine()
  /// The memory of its connections.
  let pool = BufferPool()
  private let events = UnsafeMutablePointer<clinux_event>.allocate(capacity: Reactor.eventCapacity)

  @exclusivity(unchecked) var connections: [Connection] = []
  /// The deadline of each slot, apart from the connections: looking through them touches little memory.
  @exclusivity(unchecked) var deadlines: [UInt64] = []
  @exclusivity(unchecked) var freeSlots: [Int] = []
  @exclusivity(unchecked) var openCount = 0
  /// The slots of connections that something has happened to in this wake-up.
  @exclusivity(unchecked) private var touched: [Int] = []
  /// Those that stopped for the others' sake and have another turn in the next wake-up.
  @exclusivity(unchecked) var ready: [ConnectionToken] = []
  /// Those that wait for a step of their TLS handshake.
  @exclusivity(unchecked) var handshakes: [ConnectionToken] = []
  @exclusivity(unchecked) private var turn: [ConnectionToken] = []
  @exclusivity(unchecked) private var messages: [Mailbox.Message] = []

  private let resolution: UInt64
  @exclusivity(unchecked) var nextSweep = UInt64.max
  @exclusivity(unchecked) var now: UInt64 = 0
  @exclusivity(unchecked) var unixNow: Int64 = 0
  @exclusivity(unchecked) var drainDeadline: UInt64?

  /// - Parameter set: an epoll set, owned from now on.
  init(
    set: Int32, mailbox: Mailbox, handler: any RequestHandler, policy: ConnectionPolicy, counters: Counters,
    resolution: Duration, tls: TLSContextHolder?, gzip: GzipConfiguration
  ) {
    self.set = set
    self.mailbox = mailbox
    self.handler = handler
    self.policy = policy
    self.counters = counters
    self.tls = tls
    self.gzip = gzip
    self.resolution = max(1_000_000, resolution.nanoseconds)
    clinux_epoll_add(set, mailbox.signal, UInt32(CLINUX_READABLE), Reactor.mailboxToken)
  }

  deinit {
    events.deallocate()
    close(set)
  }

  /// Serves until it has been drained.
  func run() {
    readClocks()
    while !isFinished {
      let count = clinux_epoll_wait(set, events, Int32(Reactor.eventCapacity), timeout)
      readClocks()
      for index in 0..<max(0, Int(count)) {
        let event = events[index]
        if event.token == Reactor.mailboxToken { readMailbox() } else { take(event) }
      }
      if !ready.isEmpty { giveTurns() }
      if !handshakes.isEmpty { giveHandshakes() }
      if now >= nextSweep { sweep() }
      advance()
    }
    end()
  }

  /// Answers, then sends, for all that were touched.
  private func advance() {
    for slot in touched { follow(connections[slot]) }
    for slot in touched { settle(connections[slot]) }
    touched.removeAll(keepingCapacity: true)
  }

  /// Notes that something has happened to a connection, which gets its turn in this wake-up.
  func touch(_ connection: Connection) {
    if connection.isTouched { return }
    connection.isTouched = true
    touched.append(connection.slot)
  }

  private func readClocks() {
    now = clinux_monotonic_nanoseconds()
    unixNow = clinux_unix_nanoseconds()
    date.update(unixSeconds: unixNow / 1_000_000_000)
  }

  /// Milliseconds to wait at most.
  private var timeout: Int32 {
    if !ready.isEmpty || !handshakes.isEmpty { return 0 }
    let wake = min(nextSweep, drainDeadline ?? .max)
    if wake == .max { return -1 }
    return wake <= now ? 0 : Int32(clamping: (wake - now + 999_999) / 1_000_000)
  }

  private var isFinished: Bool {
    guard let drainDeadline else { return false }
    return openCount == 0 || now >= drainDeadline
  }

  private func end() {
    for message in mailbox.end() {
      if case .connection(let descriptor, let peer, let refusal) = message {
        close(descriptor)
        uncount(peer, isShed: refusal != nil)
      }
    }
    for connection in connections where connection.isOpen { drop(connection) }
  }
}

// Events.
extension Reactor {
  private func take(_ event: clinux_event) {
    let token = ConnectionToken(event.token)
    guard let connection = connection(token) else { return }
    if event.happened & (UInt32(CLINUX_BROKEN) | UInt32(CLINUX_HUNG_UP)) != 0 {
      if event.happened & UInt32(CLINUX_BROKEN) != 0 { return drop(connection) }
      hangUp(connection)
    }
    // One that waits for its turn has not used up what it received before.
    if connection.isReady { return }
    connection.machine.pointee.beginTurn()
    var canReceive = event.happened & UInt32(CLINUX_READABLE) != 0
    if let tls = connection.tls {
      if tls.isHandshaking { return awaitHandshake(connection) }
      tls.beginTurn()
      if tls.readAwaitsWriting { canReceive = true }
    }
    if canReceive {
      if connection.machine.pointee.wantsInput { receive(connection) } else { connection.hasUnwantedInput = true }
    }
    touch(connection)
  }

  private func readMailbox() {
    mailbox.take(&messages)
    for message in messages {
      switch message {
      case .connection(let descriptor, let peer, let refusal):
        open(descriptor, peer, refusal: refusal)
      case .answer(let token, let head, let body):
        guard let connection = connection(token) else { continue }
        connection.machine.pointee.beginTurn()
        connection.waitingClient = nil
        body.withUnsafeBytes { answerRequest(connection, head, $0) }
        touch(connection)
      case .stream(let link, let event):
        stream(event, to: link)
      case .drain(let deadline):
        drain(by: deadline)
      }
    }
    messages.removeAll(keepingCapacity: true)
  }

  /// Lets those go on that stopped for the others' sake.
  private func giveTurns() {
    swap(&ready, &turn)
    for token in turn {
      guard let connection = connection(token) else { continue }
      connection.isReady = false
      connection.machine.pointee.beginTurn()
      if let tls = connection.tls, tls.isReadDue { readOn(connection, tls) }
      touch(connection)
    }
    turn.removeAll(keepingCapacity: true)
  }

  private func sweep() {
    nextSweep = .max
    for slot in deadlines.indices where deadlines[slot] != .max {
      if deadlines[slot] <= now {
        timePassed(connections[slot])
      } else {
        scheduleSweep(deadlines[slot])
      }
    }
  }

  func scheduleSweep(_ deadline: UInt64) {
    nextSweep = min(nextSweep, max(deadline, now + resolution))
  }

  private func drain(by deadline: UInt64) {
    drainDeadline = min(drainDeadline ?? .max, deadline)
    for connection in connections where connection.isOpen {
      if connection.isServing {
        connection.machine.pointee.drain(now: now)
        if !connection.machine.pointee.isStreaming { finishStream(connection) }
        touch(connection)
      } else {
        // A handshake that has not come to its end is an idle connection, too.
        setDeadline(connection, min(deadlines[connection.slot], now + policy.drainGrace))
      }
    }
  }

  func connection(_ token: ConnectionToken) -> Connection? {
    let connection = connections[Int(token.slot)]
    return connection.generation == token.generation && connection.isOpen ? connection : nil
  }
}
