import Glibc

/// What a ``TestReceiver`` has to do with one client. It is closed when it is let go.
package final class ReceivedConnection {
  private let socket: Int32
  private let tls: TLSServerSession?
  private var received: [UInt8] = []

  init(_ socket: Int32, _ tls: TLSServerSession?) {
    self.socket = socket
    self.tls = tls
    // Whoever waits for a client that does nothing is not to wait for ever.
    var time = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  /// The name that the client asked for by TLS.
  package var requestedName: String? { tls?.requestedName }

  /// Reads a request.
  /// - Returns: its head with the line that ends it, and its body; nil where the client ends before.
  package func request() -> (head: String, body: [UInt8])? {
    while true {
      if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: received[..<end.upperBound], as: UTF8.self)
        let length = Self.length(head)
        if received.count >= end.upperBound + length {
          return (head, Array(received[end.upperBound..<end.upperBound + length]))
        }
      }
      guard receive() else { return nil }
    }
  }

  /// Sends bytes.
  /// - Returns: whether the client took them.
  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    guard let tls else { return sendRaw(bytes) }
    while !tls.isReady { guard receive() else { return false } }
    tls.write(bytes)
    return sendRaw(tls.give())
  }

  /// Says by TLS that no more comes; the connection stays open until it is let go.
  package func shutDown() {
    guard let tls else { return }
    tls.shutDown()
    _ = sendRaw(tls.give())
  }

  /// Waits until the client ends the connection.
  package func awaitEnd() { while receive() {} }

  private func receive() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    guard let tls else {
      received += chunk.prefix(count)
      return true
    }
    tls.take(chunk.prefix(count))
    let isGood = tls.isReady || tls.shakeHands()
    if tls.isReady { received += tls.read() }
    return sendRaw(tls.give()) && isGood
  }

  private func sendRaw(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func length(_ head: String) -> Int {
    head.split(separator: "\r\n").lazy.map { $0.lowercased() }.first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
  }
}
