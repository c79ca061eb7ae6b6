import Glibc

/// A connection to a service in the same process, kept open: one request at a time, its answer when somebody reads it.
final class ReplayConnection {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  struct Answer {
    let status: Int
    let body: [UInt8]
  }

  /// - Throws: ``ReplayError`` where nobody listens on that port of 127.0.0.1.
  init(port: Int) throws(ReplayError) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Self.failure("cannot connect to the service") }
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit {
    close(descriptor)
  }

  func send(_ request: ReplayRequest) throws(ReplayError) {
    let head =
      "\(request.method) \(request.path) HTTP/1.1\r\nHost: replay\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(request.body.count)\r\n\r\n"
    let bytes = Array(head.utf8) + request.body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Self.failure("the service takes no request") }
      sent += count
    }
  }

  /// The answer to the request that was sent.
  func receive() throws(ReplayError) -> Answer {
    while true {
      if let answer = takeAnswer() { return answer }
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { throw Self.failure("the service gives no answer") }
      buffer += chunk.prefix(count)
    }
  }

  /// Takes an answer that has come as a whole. The service tells the length of each that has a body.
  private func takeAnswer() -> Answer? {
    guard let end = buffer.indices.first(where: { buffer[$0...].starts(with: [13, 10, 13, 10]) }) else { return nil }
    let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
    let status = lines.first.flatMap { Int($0.dropFirst(9).prefix(3)) } ?? 0
    let field = lines.first { $0.lowercased().hasPrefix("content-length:") }
    let length = field.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
    guard buffer.count >= end + 4 + length else { return nil }
    defer { buffer.removeFirst(end + 4 + length) }
    return Answer(status: status, body: Array(buffer[(end + 4)..<(end + 4 + length)]))
  }

  private static func failure(_ what: String) -> ReplayError {
    ReplayError(description: "\(what): \(String(cString: strerror(errno)))")
  }
}
