internal import CLinux
private import Glibc
internal import HTTPWire
internal import Synchronization

// Its connections: opening, reading, following the machine, writing, closing.
extension Reactor {
  func open(_ descriptor: Int32, _ peer: PeerAddress, refusal: Refusal?) {
    let slot = freeSlots.popLast() ?? addSlot()
    let connection = connections[slot]
    connection.descriptor = descriptor
    connection.peer = peer
    connection.refusal = refusal
    connection.isShed = refusal != nil
    connection.hangUpInterest = UInt32(CLINUX_HUNG_UP)
    connection.interest = UInt32(CLINUX_READABLE) | connection.hangUpInterest
    openCount += 1
    guard clinux_epoll_add(set, descriptor, connection.interest, connection.token.number) == 0 else {
      return drop(connection)
    }
    if let tls { beginTLS(connection, tls.current) } else { begin(connection) }
  }

  /// Begins with HTTP.
  func begin(_ connection: Connection) {
    connection.machine.pointee.open(now: now, isDraining: drainDeadline != nil, refusal: connection.refusal)
    // The request has often arrived with the connection: try before waiting for an event.
    if connection.refusal == nil { receive(connection) }
    touch(connection)
  }

  private func addSlot() -> Int {
    connections.append(Connection(slot: connections.count, policy: policy, pool: pool))
    deadlines.append(.max)
    return connections.count - 1
  }

  /// Closes the socket at once.
  func drop(_ connection: Connection) {
    connection.tls = nil
    connection.waitingClient?.leave()
    connection.waitingClient = nil
    finishStream(connection)
    close(connection.descriptor)
    connection.descriptor = -1
    connection.generation &+= 1
    connection.isReady = false
    connection.machine.pointee.failed()
    deadlines[connection.slot] = .max
    freeSlots.append(connection.slot)
    openCount -= 1
    uncount(connection.peer, isShed: connection.isShed)
  }

  func uncount(_ peer: PeerAddress, isShed: Bool) {
    if isShed {
      counters.shedding.subtract(1, ordering: .relaxed)
    } else {
      counters.open.subtract(1, ordering: .relaxed)
      counters.clients.leave(peer)
    }
  }

  func receive(_ connection: Connection) {
    if let tls = connection.tls, !tls.isShutDown { return receive(connection, tls) }
    let room = connection.machine.pointee.room()
    let count = clinux_receive(connection.descriptor, room.baseAddress, room.count)
    if count > 0 {
      connection.machine.pointee.received(count, now: now)
    } else if count == 0 {
      connection.machine.pointee.peerClosed()
    } else if count != -Int(EAGAIN) {
      connection.machine.pointee.failed()
    } else {
      // Many connections that say nothing yet may be opened in one wake-up: they need no room each.
      connection.machine.pointee.rest()
    }
  }

  func setDeadline(_ connection: Connection, _ deadline: UInt64) {
    deadlines[connection.slot] = deadline
    if deadline < nextSweep { scheduleSweep(deadline) }
  }

  /// A deadline has been reached.
  func timePassed(_ connection: Connection) {
    guard connection.isServing else {
      counters.failedHandshakes.add(1, ordering: .relaxed)
      return drop(connection)
    }
    connection.machine.pointee.timePassed(now: now)
    touch(connection)
  }

  /// Follows the machine up to its next pause.
  /// - Returns: false if the connection was closed.
  @discardableResult
  func follow(_ connection: Connection) -> Bool {
    guard connection.isServing else { return false }
    while true {
      switch connection.machine.pointee.next(now: now) {
      case .admit:
        admit(connection)
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
        shutDownWriting(connection)
      case .close:
        // A client that was the first to close waits for the closure alert, too. Nothing waits for it to be sent.
        _ = connection.tls?.shutDown()
        drop(connection)
        return false
      }
    }
  }

  /// Sends what the machine has written, follows it further where that makes room, and sees to what it waits for.
  func settle(_ connection: Connection) {
    connection.isTouched = false
    guard connection.isServing else { return }
    if let tls = connection.tls, tls.owesClosure { shutDownWriting(connection) }
    var isBlocked = false
    while !isBlocked, !connection.machine.pointee.output.isEmpty {
      guard send(connection) else { return drop(connection) }
      isBlocked = !connection.machine.pointee.output.isEmpty
      if connection.isReady { break }
      if !isBlocked, !follow(connection) { return }
    }
    if let stream = connection.stream { account(connection, stream) }
    watch(connection, isBlocked: isBlocked)
    connection.machine.pointee.rest()
    setDeadline(connection, connection.machine.pointee.deadline)
    if let tls = connection.tls { askToReadOn(connection, tls) }
  }

  /// Says that nothing more will be sent; over TLS first by an alert, that no end is mistaken for the answer's.
  private func shutDownWriting(_ connection: Connection) {
    if let tls = connection.tls, !tls.shutDown() { return }
    clinux_shut_down_writing(connection.descriptor)
  }

  private func admit(_ connection: Connection) {
    do throws(Refusal) {
      let limit = try handler.bodyLimit(for: connection.machine.pointee.head, from: connection.peer)
      connection.bodyLimit = limit
      connection.coding = ContentCoding(connection.machine.pointee.head)
      if connection.coding == .unknown { throw .unknownContentCoding }
      connection.machine.pointee.admit(bodyLimit: limit, now: now)
    } catch {
      connection.machine.pointee.reject(error)
    }
  }

  private func dispatch(_ connection: Connection) {
    let time = RequestTime(monotonicNanoseconds: now, unixNanoseconds: unixNow)
    defer { if connection.coding == .gzip { inflater.release() } }
    let body: UnsafeRawBufferPointer
    do throws(Refusal) {
      body = try content(connection)
    } catch {
      return refuse(connection, error)
    }
    let request = Request(
      head: connection.machine.pointee.head, body: body, peer: connection.peer, time: time)
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
    connection.machine.pointee.answer(head, body: body, date: date, now: now)
  }

  /// Sends what it can of the output.
  /// - Returns: false if the connection is broken.
  private func send(_ connection: Connection) -> Bool {
    if let tls = connection.tls { return send(connection, tls) }
    let bytes = connection.machine.pointee.output.bytes
    let count = clinux_send(connection.descriptor, bytes.baseAddress, bytes.count)
    guard count >= 0 || count == -Int(EAGAIN) else { return false }
    connection.machine.pointee.sent(max(0, count), now: now)
    return true
  }

  /// Changes what the epoll set watches for, if it must: each change is a system call.
  private func watch(_ connection: Connection, isBlocked: Bool) {
    let readable = UInt32(CLINUX_READABLE)
    // Input that is not wanted now is left watched until it comes: mostly it is wanted again before that.
    let keepsReading = connection.interest & readable != 0 && !connection.hasUnwantedInput
    connection.hasUnwantedInput = false
    let wantsInput = connection.machine.pointee.wantsInput
    var interest: UInt32 = wantsInput || keepsReading ? readable : 0
    if isBlocked { interest |= UInt32(CLINUX_WRITABLE) }
    if let tls = connection.tls { interest |= tls.interest(wantsInput: wantsInput) }
    watch(connection, for: interest)
  }

  func watch(_ connection: Connection, for interest: UInt32) {
    let interest = interest | connection.hangUpInterest
    guard interest != connection.interest else { return }
    connection.interest = interest
    clinux_epoll_modify(set, connection.descriptor, interest, connection.token.number)
  }
}
