import FuzzSupport
@testable import HTTPWire

/// Drives a connection as a reactor does, without a socket, and writes down what it does.
final class FuzzedConnection {
  private var machine = ConnectionMachine(policy: ConnectionPolicy(FuzzedConnection.limits))
  private var transcript: [UInt8] = []
  private let date = DateLine()
  private let bodyLimit = 300

  /// Small, so that short inputs reach them.
  private static var limits: ConnectionLimits {
    var limits = ConnectionLimits()
    limits.targetBytes = 64
    limits.headerBytes = 256
    limits.fieldCount = 8
    limits.requestsPerTurn = 3
    limits.pendingOutputBytes = 200
    limits.lingerBytes = 100
    return limits
  }

  /// What a fresh connection does that receives `pieces` and then the end of the stream.
  func transcript(_ pieces: some Sequence<UnsafeRawBufferPointer>) -> [UInt8] {
    transcript = []
    machine.open(now: 0)
    for piece in pieces {
      var rest = piece
      while !rest.isEmpty, machine.wantsInput {
        let room = machine.room()
        let count = min(room.count, rest.count)
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        machine.received(count, now: 0)
        advance()
      }
    }
    machine.peerClosed()
    advance()
    require(transcript.last == UInt8(ascii: "C"), "the client has closed and the connection has not")
    return transcript
  }

  private func advance() {
    machine.beginTurn()
    while follow() || !machine.output.isEmpty {
      machine.sent(machine.output.count, now: 0)
      machine.beginTurn()
    }
  }

  /// Follows the machine to its next pause.
  /// - Returns: whether it goes on in the next turn.
  private func follow() -> Bool {
    while true {
      switch machine.next(now: 0) {
      case .admit: machine.admit(bodyLimit: bodyLimit, now: 0)
      case .dispatch:
        note(machine.head, machine.body)
        answer(.ok)
      case .refuse(let refusal):
        note("R \(refusal.status.rawValue) \(refusal.detail)\n")
        answer(refusal.status)
      case .wait: return false
      case .yield: return true
      case .shutDownWriting: note("S")
      case .close:
        if transcript.last != UInt8(ascii: "C") { note("C") }
        return false
      }
    }
  }

  private func answer(_ status: Status) {
    machine.answer(
      ResponseHead(status, contentType: "text/plain"), body: UnsafeRawBufferPointer(start: nil, count: 0), date: date,
      now: 0)
  }

  private func note(_ text: String) {
    transcript += Array(text.utf8)
  }

  private func note(_ head: borrowing RequestHead, _ body: UnsafeRawBufferPointer) {
    require(body.count <= bodyLimit, "a body of \(body.count) bytes")
    require(head.target.count <= FuzzedConnection.limits.targetBytes, "a target of \(head.target.count) bytes")
    note("D \(head.method.rawValue) \(head.minorVersion) \(head.keepsAlive) \(head.contentLength ?? -1) ")
    transcript += head.target
    for index in 0..<head.fieldCount {
      let (name, value) = head.field(at: index)
      require(ByteSet.token.contains(name[0]), "a field has no name")
      transcript += name
      note("=")
      transcript += value
    }
    transcript += head.fieldLines
    transcript += head.path
    transcript += head.query ?? UnsafeRawBufferPointer(start: nil, count: 0)
    transcript += body
    note("\n")
  }
}
