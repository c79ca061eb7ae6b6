import Glibc

/// A blocking HTTP client of the roughest kind, so that tests decide about each byte.
///
/// Unchecked because each is used by one thread at a time.
package final class Client: @unchecked Sendable {
  private let descriptor: Int32
  var received: [UInt8] = []
  /// The TLS between this client and the server; its handshake is over, for better or worse.
  package let tls: TLSClientSession?
  private let piece: Int?

  package struct Answer: Equatable, Sendable {
    package var status = 0
    package var head = ""
    package var body = ""
    /// The body as it came.
    package var content: [UInt8] = []

    package init(status: Int = 0, head: String = "", body: String = "", content: [UInt8] = []) {
      self.status = status
      self.head = head
      self.body = body
      self.content = content
    }

    /// The value of the first field of this name, in whatever case.
    package subscript(field: String) -> String? {
      for line in head.split(separator: "\r\n").dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        if line[..<colon].lowercased() == field.lowercased() {
          return String(line[line.index(after: colon)...].drop { $0 == " " })
        }
      }
      return nil
    }

    /// The media type without parameters.
    package var mediaType: String { String((self["Content-Type"] ?? "").prefix { $0 != ";" }) }

    package func has(_ field: String) -> Bool { head.contains("\r\n\(field)\r\n") }
  }

  /// Connects to 127.0.0.1, and shakes hands where TLS is wanted. Reads give up after a minute.
  /// - Parameter source: the last number of the address 127.0.0.… to connect from; any.
  package init(port: Int, source: UInt32? = nil, tls context: TLSClientContext? = nil) {
    tls = context.map(TLSClientSession.init)
    piece = context?.piece
    // Not for processes that a test starts: the connection would stay open as long as they run.
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    if let source { Client.with(0x7F00_0000 | source, port: 0) { _ = bind(descriptor, $0, $1) } }
    Client.with(0x7F00_0001, port: port) { _ = connect(descriptor, $0, $1) }
    var time = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    // So that small pieces do go out as they are.
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    if let tls { shakeHands(tls) }
  }

  private func shakeHands(_ tls: TLSClientSession) {
    while true {
      tls.shakeHands()
      sendRaw(tls.give())
      if tls.isReady || tls.failure != nil { return }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { return }
      tls.take(chunk.prefix(count))
    }
  }

  deinit {
    close(descriptor)
  }

  private static func with(_ host: UInt32, port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Void) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = host.bigEndian
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }

  /// Has the connection reset when this client is let go, instead of closed in order.
  package func resetsAtEnd() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// Sends `bytes` over and over for as long as the server takes some within `patience` milliseconds.
  /// - Returns: how many bytes were taken, up to `limit`.
  package func flood(_ bytes: [UInt8], limit: Int, patience: Int32 = 500) -> Int {
    var total = 0
    while total < limit {
      var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&state, 1, patience) == 1 else { break }
      let count = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      if count < 0, errno == EAGAIN { continue }
      guard count > 0 else { break }
      total += count
    }
    return total
  }

  /// Sends all bytes.
  /// - Returns: false if the server no longer takes any.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    guard let tls else { return sendRaw(bytes) }
    tls.write(bytes)
    return tls.failure == nil && sendRaw(tls.give())
  }

  /// Sends bytes as they are, past TLS.
  @discardableResult
  package func sendRaw(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let length = min(bytes.count - offset, piece ?? .max)
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + offset, length, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }

  @discardableResult
  package func send(_ text: String) -> Bool {
    send(Array(text.utf8))
  }

  @discardableResult
  package func get(_ path: String) -> Answer? {
    send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") ? read() : nil
  }

  /// Posts a body and reads the answer.
  package func post(_ path: String, _ body: [UInt8], contentType: String? = "application/json") -> Answer? {
    request("POST", path, fields: contentType.map { [("Content-Type", $0)] } ?? [], body: body)
  }

  /// Sends a request and reads the answer. Host and, where there is a body, Content-Length are added.
  package func request(
    _ method: String, _ path: String, fields: [(String, String)] = [], body: [UInt8]? = nil
  ) -> Answer? {
    let length = body.map { [("Content-Length", "\($0.count)")] } ?? []
    let lines = (fields + length).map { "\($0): \($1)\r\n" }.joined()
    send("\(method) \(path) HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")
    // A server that refuses by the head alone may close before it has read all; its answer is there all the same.
    send(body ?? [])
    return read(isHead: method == "HEAD")
  }

  package func shutDownWriting() {
    if let tls {
      tls.shutDown()
      sendRaw(tls.give())
    }
    shutDownSocket()
  }

  /// Ends the stream as it is, past TLS.
  package func shutDownSocket() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// The next answer; nil if the server closes, or says nothing, before it is complete.
  package func read(isHead: Bool = false) -> Answer? {
    while true {
      if let answer = takeAnswer(isHead: isHead) { return answer }
      guard fill() else { return nil }
    }
  }

  /// Whether the server closes the connection and says nothing more before.
  package func isClosedByServer() -> Bool {
    received.isEmpty && !fill(isTimeoutEnd: false)
  }

  /// Reads more.
  /// - Returns: false at the end of the stream.
  func fill(isTimeoutEnd: Bool = true) -> Bool {
    if let tls {
      let bytes = tls.read()
      // TLS may have something to say to that, such as new keys.
      sendRaw(tls.give())
      received += bytes
      if !bytes.isEmpty { return true }
      if tls.isClosed || tls.failure != nil { return false }
    }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count < 0, errno == EAGAIN, !isTimeoutEnd { return true }
    guard count > 0 else { return false }
    guard let tls else {
      received += chunk.prefix(count)
      return true
    }
    tls.take(chunk.prefix(count))
    return fill(isTimeoutEnd: isTimeoutEnd)
  }

  private func takeAnswer(isHead: Bool) -> Answer? {
    let end: [UInt8] = [13, 10, 13, 10]
    guard let split = received.indices.dropLast(3).first(where: { Array(received[$0..<$0 + 4]) == end }) else {
      return nil
    }
    let head = String(decoding: received[..<(split + 2)], as: UTF8.self)
    var length = 0
    for line in head.split(separator: "\r\n") where line.hasPrefix("Content-Length: ") {
      length = isHead ? 0 : Int(line.dropFirst(16))!
    }
    guard received.count >= split + 4 + length else { return nil }
    let content = Array(received[(split + 4)..<(split + 4 + length)])
    received.removeFirst(split + 4 + length)
    let body = String(decoding: content, as: UTF8.self)
    return Answer(status: Int(head.dropFirst(9).prefix(3))!, head: head, body: body, content: content)
  }
}
