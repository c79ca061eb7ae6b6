import Foundation
import FrontDoors
import Synchronization
import TestSupport

/// Takes webhooks over real sockets as badly as a test wants it to, and keeps what came.
final class NoticeReceiver: Sendable {
  /// What it does with a request.
  enum Manner: Sendable {
    case answer(Int, head: String = "")
    /// Ends the connection without an answer.
    case close
    /// A byte of the answer now and then, for longer than anybody waits.
    case drip
    /// Answers when the gate opens.
    case wait(TestReceiver.Gate)
  }

  /// A request that came.
  struct Request: Sendable {
    let id: String
    let timestamp: String
    let signature: String
    let body: [UInt8]
    let ticket: String
    let number: Int
    /// Whether it was answered that it is taken.
    let isTaken: Bool
  }

  private struct State: Sendable {
    var requests: [Request] = []
    var attempts: [String: Int] = [:]
    var underWay: [String: Int] = [:]
    var mostAtOnce = 0
    var mostOfTicket = 0
  }

  private let state = Mutex(State())
  private let receiver = Mutex<TestReceiver?>(nil)
  let port: Int

  /// - Parameter manner: what is done with a notice's n-th attempt, from 1.
  init(_ manner: @escaping @Sendable (Notice, _ attempt: Int) -> Manner) {
    let handle = Mutex<NoticeReceiver?>(nil)
    let server = TestReceiver { connection in
      handle.withLock { $0 }?.serve(connection, manner)
    }
    port = server.port
    receiver.withLock { $0 = server }
    handle.withLock { $0 = self }
  }

  /// Listens no more.
  func stop() { receiver.withLock { $0?.stop() } }

  var requests: [Request] { state.withLock { $0.requests } }
  /// Most requests that it had at once, and most on one ticket.
  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
  var mostOfTicket: Int { state.withLock { $0.mostOfTicket } }

  private func serve(_ connection: ReceivedConnection, _ manner: (Notice, Int) -> Manner) {
    guard let (head, body) = connection.request() else { return }
    func field(_ name: String) -> String {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) } ?? ""
    }
    let id = field("webhook-id")
    guard let notice = Notice(id: id, json: body) else { return }
    let ticket = notice.facts.ticket
    let attempt = state.withLock { state in
      state.attempts[id, default: 0] += 1
      state.underWay[ticket, default: 0] += 1
      state.mostAtOnce = max(state.mostAtOnce, state.underWay.values.reduce(0, +))
      state.mostOfTicket = max(state.mostOfTicket, state.underWay[ticket] ?? 0)
      return state.attempts[id] ?? 0
    }
    let manner = manner(notice, attempt)
    var isTaken = false
    if case .answer(200..<300, _) = manner { isTaken = true }
    if case .wait(let gate) = manner {
      gate.pass()
      isTaken = true
    }
    // Before the answer, after which the next may come.
    state.withLock { state in
      state.underWay[ticket, default: 1] -= 1
      state.requests.append(
        Request(
          id: id, timestamp: field("webhook-timestamp"), signature: field("webhook-signature"), body: body,
          ticket: ticket, number: notice.facts.position ?? 0, isTaken: isTaken))
    }
    switch manner {
    case .answer(let status, let head): connection.send("HTTP/1.1 \(status) X\r\n\(head)Content-Length: 0\r\n\r\n")
    case .wait: connection.send("HTTP/1.1 204 X\r\n\r\n")
    case .close: break
    case .drip:
      for byte in "HTTP/1.1 200 X\r\nX: yyyyyyyyyyyyyyyyyyyyyyyyyyy" {
        guard connection.send("\(byte)") else { return }
        usleep(100_000)
      }
    }
  }
}
