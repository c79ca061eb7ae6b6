internal import CLinux
private import Glibc
internal import HTTPWire
internal import Synchronization

/// One thread's share of the connections: an epoll set, and a loop that lives as long as the server.
///
/// Confined to its thread but for the mailbox.
final class Reactor {
  private static let eventCapacity = 256
  /// No slot reaches this number.
  private static let mailboxToken = UInt64.max

  let mailbox: Mailbox
  private let set: Int32
  private let handler: any RequestHandler
  private let policy: ConnectionPolicy
  private let counters: Counters
  private let date = DateLine()
  private let events = UnsafeMutablePointer<clinux_event>.allocate(capacity: Reactor.eventCapacity)

  private var connections: [Connection] = []
  /// The deadline of each slot, apart from the connections: looking through them touches little memory.
  private var deadlines: [UInt64] = []
  private var freeSlots: [Int] = []
  private var openCount = 0
  private var ready: [ConnectionToken] = []
  private var turn: [ConnectionToken] = []
  private var messages: [Mailbox.Message] = []

  private let resolution: UInt64
  private var nextSweep = UInt64.max
  private var now: UInt64 = 0
  private var unixNow: Int64 = 0
  private var drainDeadline: UInt64?

  /// - Parameter set: an epoll set, owned from now on.
  init(
    set: Int32, mailbox: Mailbox, handler: any RequestHandler, policy: ConnectionPolicy, counters: Counters,
    resolution: Duration
  ) {
    self.set = set
    self.mailbox = mailbox
    self.handler = handler
    self.policy = policy
    self.counters = counters
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
      if now >= nextSweep { sweep() }
    }
    end()
  }

  private func readClocks() {
    now = clinux_monotonic_nanoseconds()
    unixNow = clinux_unix_nanoseconds()
    date.update(unixSeconds: unixNow / 1_000_000_000)
  }

  /// Milliseconds to wait at most.
  private var timeout: Int32 {
    if !ready.isEmpty { return 0 }
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
      if case .connection(let descriptor, let refusal) = message {
        close(descriptor)
        uncount(isShed: refusal != nil)
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
    if event.happened & UInt32(CLINUX_BROKEN) != 0 { return drop(connection) }
    // One that waits for its turn has not used up what it received before.
    if connection.isReady { return }
    connection.machine.beginTurn()
    var hasUnwantedInput = false
    if event.happened & UInt32(CLINUX_READABLE) != 0 {
      if connection.machine.wantsInput { receive(connection) } else { hasUnwantedInput = true }
    }
    advance(connection, hasUnwantedInput: hasUnwantedInput)
  }

  private func readMailbox() {
    mailbox.take(&messages)
    for message in messages {
      switch message {
      case .connection(let descriptor, let refusal):
        open(descriptor, refusal: refusal)
      case .answer(let token, let head, let body):
        guard let connection = connection(token) else { continue }
        connection.machine.beginTurn()
        body.withUnsafeBytes { answer(connection, head, $0) }
        advance(connection)
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
      connection.machine.beginTurn()
      advance(connection)
    }
    turn.removeAll(keepingCapacity: true)
  }

  private func sweep() {
    nextSweep = .max
    for slot in deadlines.indices where deadlines[slot] != .max {
      if deadlines[slot] <= now {
        connections[slot].machine.timePassed(now: now)
        advance(connections[slot])
      } else {
        scheduleSweep(deadlines[slot])
      }
    }
  }

  private func scheduleSweep(_ deadline: UInt64) {
    nextSweep = min(nextSweep, max(deadline, now + resolution))
  }

  private func drain(by deadline: UInt64) {
    drainDeadline = min(drainDeadline ?? .max, deadline)
    for connection in connections where connection.isOpen {
      connection.machine.drain(now: now)
      advance(connection)
    }
  }

  private func connection(_ token: ConnectionToken) -> Connection? {
    let connection = connections[Int(token.slot)]
    return connection.generation == token.generation && connection.isOpen ? connection : nil
  }
}

// Connections.
extension Reactor {
  private func open(_ descriptor: Int32, refusal: Refusal?) {
    let slot = freeSlots.popLast() ?? addSlot()
    let connection = connections[slot]
    connection.descriptor = descriptor
    connection.isShed = refusal != nil
    connection.interest = UInt32(CLINUX_READABLE)
    openCount += 1
    guard clinux_epoll_add(set, descriptor, connection.interest, connection.token.number) == 0 else {
      return drop(connection)
    }
    connection.machine.open(now: now, isDraining: drainDeadline != nil, refusal: refusal)
    // The request has often arrived with the connection: try before waiting for an event.
    if refusal == nil { receive(connection) }
    advance(connection)
  }

  private func addSlot() -> Int {
    connections.append(Connection(slot: connections.count, policy: policy))
    deadlines.append(.max)
    return connections.count - 1
  }

  /// Closes the socket at once.
  private func drop(_ connection: Connection) {
    close(connection.descriptor)
    connection.descriptor = -1
    connection.generation &+= 1
    connection.isReady = false
    connection.machine.failed()
    deadlines[connection.slot] = .max
    freeSlots.append(connection.slot)
    openCount -= 1
    uncount(isShed: connection.isShed)
  }

  private func uncount(isShed: Bool) {
    if isShed {
      counters.shedding.subtract(1, ordering: .relaxed)
    } else {
      counters.open.subtract(1, ordering: .relaxed)
    }
  }

  private func receive(_ connection: Connection) {
    let room = connection.machine.room()
    let count = clinux_receive(connection.descriptor, room.baseAddress, room.count)
    if count > 0 {
      connection.machine.received(count, now: now)
    } else if count == 0 {
      connection.machine.peerClosed()
    } else if count != -Int(EAGAIN) {
      connection.machine.failed()
    }
  }

  /// Does what the connection asks for until it has to wait.
  private func advance(_ connection: Connection, hasUnwantedInput: Bool = false) {
    var isBlocked = false
    while !isBlocked, follow(connection) {
      guard !connection.machine.output.isEmpty else { break }
      guard send(connection) else { return drop(connection) }
      isBlocked = !connection.machine.output.isEmpty
      if connection.isReady { break }
    }
    guard connection.isOpen else { return }
    watch(connection, isBlocked: isBlocked, hasUnwantedInput: hasUnwantedInput)
    let deadline = connection.machine.deadline
    deadlines[connection.slot] = deadline
    if deadline < nextSweep { scheduleSweep(deadline) }
  }

  /// Follows the machine up to its next pause.
  /// - Returns: false if the connection was closed.
  private func follow(_ connection: Connection) -> Bool {
    while true {
      switch connection.machine.next(now: now) {
      case .admit:
        let limit = handler.bodyLimit(for: connection.machine.head)
        connection.machine.admit(bodyLimit: limit, now: now)
      case .dispatch:
        dispatch(connection)
      case .refuse(let refusal):
        refuse(connection, refusal)
      case .wait:
        return true
      case .yield:
        if !connection.isReady { ready.append(connection.token) }
        connection.isReady = true
        return true
      case .shutDownWriting:
        clinux_shut_down_writing(connection.descriptor)
      case .close:
        drop(connection)
        return false
      }
    }
  }

  private func dispatch(_ connection: Connection) {
    let time = RequestTime(monotonicNanoseconds: now, unixNanoseconds: unixNow)
    let request = Request(head: connection.machine.head, body: connection.machine.body, time: time)
    var responder = Responder(reactor: self, connection: connection)
    handler.handle(request, respond: &responder)
    if !responder.isUsed { responder.send(ResponseHead(.internalServerError)) }
  }

  private func refuse(_ connection: Connection, _ refusal: Refusal) {
    var responder = Responder(reactor: self, connection: connection, refusal: refusal)
    handler.refused(refusal, respond: &responder)
    if !responder.isUsed { responder.send(ResponseHead(refusal.status)) }
  }

  /// Writes an answer into the connection's output.
  func answer(_ connection: Connection, _ head: ResponseHead, _ body: UnsafeRawBufferPointer) {
    connection.machine.answer(head, body: body, date: date, now: now)
  }

  /// Sends what it can of the output.
  /// - Returns: false if the connection is broken.
  private func send(_ connection: Connection) -> Bool {
    let bytes = connection.machine.output.bytes
    let count = clinux_send(connection.descriptor, bytes.baseAddress, bytes.count)
    guard count >= 0 || count == -Int(EAGAIN) else { return false }
    connection.machine.sent(max(0, count), now: now)
    return true
  }

  /// Changes what the epoll set watches for, if it must: each change is a system call.
  private func watch(_ connection: Connection, isBlocked: Bool, hasUnwantedInput: Bool) {
    let readable = UInt32(CLINUX_READABLE)
    // Input that is not wanted now is left watched until it comes: mostly it is wanted again before that.
    let keepsReading = connection.interest & readable != 0 && !hasUnwantedInput
    var interest: UInt32 = connection.machine.wantsInput || keepsReading ? readable : 0
    if isBlocked { interest |= UInt32(CLINUX_WRITABLE) }
    guard interest != connection.interest else { return }
    connection.interest = interest
    clinux_epoll_modify(set, connection.descriptor, interest, connection.token.number)
  }
}
