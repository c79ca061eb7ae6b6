internal import CLinux
internal import HTTPWire
internal import Synchronization

// What TLS adds to connections: handshakes, and the way through OpenSSL.
extension Reactor {
  /// Most handshakes that go a step on before the others have their turn: a signature takes up to a millisecond.
  private static let handshakesPerTurn = 4
  /// Most bytes of one connection decrypted, and encrypted, before the others have their turn.
  private static let bytesReceivedPerTurn = 65_536
  private static let bytesSentPerTurn = 262_144

  /// Begins a handshake; it has the time that a request's header has.
  func beginTLS(_ connection: Connection, _ context: TLSContext) {
    guard let tls = TLSSession(context, descriptor: connection.descriptor) else { return drop(connection) }
    connection.tls = tls
    setDeadline(connection, now + policy.headerTimeout)
    awaitHandshake(connection)
  }

  /// Puts a connection last in the line of those that wait for a step of their handshake.
  func awaitHandshake(_ connection: Connection) {
    guard !connection.isReady else { return }
    connection.isReady = true
    handshakes.append(connection.token)
  }

  func giveHandshakes() {
    var taken = 0
    var steps = 0
    while taken < handshakes.count, steps < Reactor.handshakesPerTurn {
      defer { taken += 1 }
      guard let connection = connection(handshakes[taken]), let tls = connection.tls else { continue }
      connection.isReady = false
      if shakeHands(connection, tls) { steps += 1 }
    }
    handshakes.removeFirst(taken)
  }

  /// - Returns: whether it took time.
  private func shakeHands(_ connection: Connection, _ tls: TLSSession) -> Bool {
    switch tls.shakeHands() {
    case .done:
      counters.handshakes.add(1, ordering: .relaxed)
      begin(connection)
      return true
    case .silent:
      watch(connection, for: tls.interest(wantsInput: true))
      return false
    case .blocked:
      watch(connection, for: tls.interest(wantsInput: true))
      return true
    case .plainText:
      connection.tls = nil
      connection.refusal = .plainText
      begin(connection)
      return false
    case .refused:
      counters.failedHandshakes.add(1, ordering: .relaxed)
      connection.tls = nil
      connection.machine.pointee.open(now: now)
      connection.machine.pointee.depart()
      touch(connection)
      return true
    case .broken:
      counters.failedHandshakes.add(1, ordering: .relaxed)
      drop(connection)
      return false
    }
  }

  /// Decrypts what has arrived into the machine's input.
  func receive(_ connection: Connection, _ tls: TLSSession) {
    var count = 0
    tls.holdsInput = false
    while connection.machine.pointee.wantsInput, count < Reactor.bytesReceivedPerTurn {
      switch tls.read(into: connection.machine.pointee.room()) {
      case .bytes(let read):
        count += read
        connection.machine.pointee.received(read, now: now)
      case .blocked: return
      case .closed: return connection.machine.pointee.peerClosed()
      case .failed: return connection.machine.pointee.failed()
      }
    }
    tls.holdsInput = true
  }

  /// Has a connection read on in the next turn where only OpenSSL knows that there is something to read.
  func askToReadOn(_ connection: Connection, _ tls: TLSSession) {
    guard tls.holdsInput, !connection.isReady, connection.machine.pointee.wantsInput else { return }
    tls.isReadDue = true
    connection.isReady = true
    ready.append(connection.token)
  }

  func readOn(_ connection: Connection, _ tls: TLSSession) {
    tls.isReadDue = false
    tls.beginTurn()
    receive(connection, tls)
  }

  /// Sends what it can of the output.
  /// - Returns: false if the connection is broken.
  func send(_ connection: Connection, _ tls: TLSSession) -> Bool {
    let bytes = connection.machine.pointee.output.bytes
    var sent = 0
    writing: while sent < min(bytes.count, Reactor.bytesSentPerTurn) {
      switch tls.write(UnsafeRawBufferPointer(rebasing: bytes[sent...])) {
      case .bytes(let count): sent += count
      case .blocked: break writing
      case .closed, .failed: return false
      }
    }
    connection.machine.pointee.sent(sent, now: now)
    return true
  }
}
