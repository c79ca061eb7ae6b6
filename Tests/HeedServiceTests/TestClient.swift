import Glibc

/// A blocking HTTP/1.1 client over one connection, which stays open from request to request.
final class TestClient {
  private let descriptor: Int32
  private var received: [UInt8] = []

  /// An answer. Names of header fields are in lower case.
  struct Answer {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]

    /// The media type without parameters.
    var mediaType: String {
      String(headers["content-type", default: ""].prefix { $0 != ";" })
    }
  }

  enum Failure: Error {
    /// The system call of this name failed.
    case system(String, errno: Int32)
    /// The server closed the connection, or was silent for too long, before the answer was whole.
    case noAnswer
    /// What came is no answer with a status line and a length.
    case malformed(String)
  }

  /// Connects to 127.0.0.1. A read gives up after so many seconds of silence.
  init(port: Int, patienceSeconds: Int = 10) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure.system("socket", errno: errno) }
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure.system("connect", errno: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Sends a request and waits for its answer. Host and Content-Length are added; the latter where there is a body.
  func request(
    _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil
  ) throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    try send(Array((head + "\r\n").utf8) + (body ?? []))
    return try read(isHead: method == "HEAD")
  }

  /// Sends bytes as they are.
  func send(_ bytes: [UInt8]) throws {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + offset, bytes.count - offset, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure.system("send", errno: errno) }
      offset += count
    }
  }

  /// Waits for the next answer. One to HEAD has no body, whatever its length says.
  func read(isHead: Bool = false) throws -> Answer {
    let end = Array("\r\n\r\n".utf8)
    var split = received.firstRange(of: end)
    while split == nil {
      try fill()
      split = received.firstRange(of: end)
    }
    guard let split else { throw Failure.noAnswer }
    var answer = try Self.head(String(decoding: received[..<split.lowerBound], as: UTF8.self))
    let length = isHead ? 0 : Int(answer.headers["content-length", default: "0"]) ?? 0
    while received.count < split.upperBound + length { try fill() }
    answer.body = Array(received[split.upperBound..<split.upperBound + length])
    received.removeFirst(split.upperBound + length)
    return answer
  }

  private static func head(_ text: String) throws -> Answer {
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 "), let status = Int(first.dropFirst(9).prefix(3)) else {
      throw Failure.malformed(text)
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw Failure.malformed(text) }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return Answer(status: status, headers: headers, body: [])
  }

  private func fill() throws {
    let count = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { chunk in
      let count = recv(descriptor, chunk.baseAddress!, chunk.count, 0)
      if count > 0 { received += chunk[..<count] }
      return count
    }
    guard count > 0 else { throw Failure.noAnswer }
  }
}
