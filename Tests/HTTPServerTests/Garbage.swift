import TestSupport

/// Bytes that are almost a request, or nothing like one.
enum Garbage {
  private static let pieces = [
    "GET / HTTP/1.1\r\n", "POST /a HTTP/1.1\r\n", "Host: a\r\n", "Transfer-Encoding: chunked\r\n",
    "Content-Length: 10\r\n", "Expect: 100-continue\r\n", "\r\n", "5\r\nhello\r\n", "0\r\n\r\n",
    "Connection: close\r\n",
    "\n", "\r", ":", " ", "%00", "HTTP/1.0", "GET http://a/b?c HTTP/1.0\r\n", "ffffffffffffffff\r\n",
  ]

  static func make(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      if Int.random(in: 0..<5, using: &random) == 0 {
        bytes += (0..<Int.random(in: 1...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      } else {
        bytes += pieces.randomElement(using: &random)!.utf8
      }
    }
    if !bytes.isEmpty, Bool.random(using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    return bytes
  }
}
