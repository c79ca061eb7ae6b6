internal import CLinux
internal import HTTPWire

// Answers that go on.
extension Reactor {
  /// Writes the head of an answer without a known end into the connection's output.
  func beginStream(_ connection: Connection, _ head: ResponseHead, mostPending: Int) -> ResponseStream {
    let goesOn = connection.machine.pointee.beginStream(head, date: date, now: now)
    let pending = connection.machine.pointee.output.count
    let link = StreamLink(token: connection.token, pending: pending, isOver: !goesOn)
    if goesOn {
      connection.stream = link
      connection.streamed = pending
      // It may have left in the same breath.
      if connection.hasHungUp { connection.machine.pointee.peerClosed() }
    }
    return ResponseStream(mailbox: mailbox, link: link, mostPending: mostPending)
  }

  /// What another thread wants of a stream, unless that is over for the reactor: the connection may serve another by
  /// now.
  func stream(_ event: StreamEvent, to link: StreamLink) {
    guard let connection = connection(link.token), connection.stream === link else { return }
    switch event {
    case .bytes(let bytes):
      // They waited in the mailbox, and wait in the output now.
      connection.streamed += bytes.count
      bytes.withUnsafeBytes { connection.machine.pointee.stream($0) }
    case .end:
      connection.machine.pointee.beginTurn()
      connection.machine.pointee.endStream(now: now)
      finishStream(connection)
    case .cut:
      return drop(connection)
    }
    touch(connection)
  }

  /// The connection's stream, if it has one, is over.
  func finishStream(_ connection: Connection) {
    connection.stream?.finish()
    connection.stream = nil
  }

  /// Takes off what the socket has taken since this was last done.
  func account(_ connection: Connection, _ link: StreamLink) {
    let left = connection.machine.pointee.output.count
    link.add(left - connection.streamed)
    connection.streamed = left
  }

  /// The client has closed the connection, or its sending side: it waits no longer for an answer that is owed, and most
  /// likely does not listen to one that goes on. Told once.
  func hangUp(_ connection: Connection) {
    connection.hangUpInterest = 0
    connection.waitingClient?.leave()
    guard connection.stream != nil else { return }
    connection.machine.pointee.peerClosed()
    touch(connection)
  }
}
