import Foundation
import TestSupport

@testable import HTTPWire

/// Makes random requests by the grammar of RFC 9112, and says how they are to be read.
struct RequestGrammar {
  /// Cases a property; `HEED_TEST_CASES` in the environment makes them fewer, or more.
  static let cases = ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) } ?? 5_000

  var random: SeededGenerator

  private static let tokens = Array("!#$%&'*+-.^_`|~0123456789abcxyzABCXYZ".utf8)
  private static let segments = Array("abcXYZ019-._~!$&'()*+,;=:@/".utf8)
  private static let hosts = ["a", "example.org:8080", "[::1]:1", "127.0.0.1", "a%20b:"]

  /// A request of at most some 2 KB that keeps the connection.
  mutating func request() -> (bytes: [UInt8], reading: Reading) {
    let method = Method.allCases.randomElement(using: &random)!
    let minorVersion = chance(10) ? 0 : chance(10) ? 9 : 1
    var reading = Reading(method: method, target: target(method), minorVersion: minorVersion, fields: [], body: [])
    var fields = (0..<Int.random(in: 0...6, using: &random)).map { _ in field() }
    fields.append(.init(name: cased("Host"), value: Array(RequestGrammar.hosts.randomElement(using: &random)!.utf8)))
    if minorVersion == 0 { fields.append(.init(name: cased("Connection"), value: cased("keep-alive"))) }
    let payload = payload(allowsChunks: minorVersion > 0, &reading, &fields)
    fields.shuffle(using: &random)
    reading.fields = fields

    var bytes: [UInt8] = chance(10) ? [0x0D, 0x0A] : []
    bytes += Array(method.rawValue.utf8) + [0x20] + reading.target + Array(" HTTP/1.\(minorVersion)\r\n".utf8)
    for field in fields { bytes += line(field) }
    return (bytes + [0x0D, 0x0A] + payload, reading)
  }

  /// Cuts bytes into random pieces.
  mutating func pieces(of bytes: [UInt8], longest: Int = 60) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...longest, using: &random))
      pieces.append(bytes[start..<end])
      start = end
    }
    return pieces
  }

  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }
}

// The head.
extension RequestGrammar {
  private mutating func target(_ method: Method) -> [UInt8] {
    if method == .options, chance(30) { return [0x2A] }
    let path = [0x2F] + escaped(Int.random(in: 0...40, using: &random))
    let query = chance(40) ? [0x3F] + escaped(Int.random(in: 0...40, using: &random)) : []
    let origin = chance(20) ? Array("http://\(RequestGrammar.hosts.randomElement(using: &random)!)".utf8) : []
    return origin + (origin.isEmpty || chance(80) ? path : []) + query
  }

  private mutating func escaped(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { _ in
      guard chance(8) else { return [RequestGrammar.segments.randomElement(using: &random)!] }
      let hex = String(UInt8.random(in: 1...255, using: &random), radix: 16, uppercase: Bool.random(using: &random))
      return Array((hex.count == 1 ? "%0\(hex)" : "%\(hex)").utf8)
    }
  }

  private mutating func field() -> Reading.Field {
    // The letters in front keep it from being one that means something.
    let name = Array("X-".utf8) + token()
    var value = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      chance(10)
        ? 0x09
        : chance(10) ? UInt8.random(in: 0x80...0xFF, using: &random) : UInt8.random(in: 0x20...0x7E, using: &random)
    }
    while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
    return .init(name: name, value: Array(value.drop { $0 == 0x20 || $0 == 0x09 }))
  }

  private mutating func line(_ field: Reading.Field) -> [UInt8] {
    field.name + [0x3A] + blanks() + field.value + blanks() + [0x0D, 0x0A]
  }

  private mutating func token() -> [UInt8] {
    (0...Int.random(in: 0...12, using: &random)).map { _ in RequestGrammar.tokens.randomElement(using: &random)! }
  }

  private mutating func blanks() -> [UInt8] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in Bool.random(using: &random) ? 0x20 : 0x09 }
  }

  /// The letters of a text, each in upper or lower case.
  private mutating func cased(_ text: String) -> [UInt8] {
    text.utf8.map { byte in
      let isLetter = (byte | 0x20) &- 0x61 < 26
      return isLetter && Bool.random(using: &random) ? byte ^ 0x20 : byte
    }
  }
}

// The body.
extension RequestGrammar {
  /// Decides about a body, and enters it and the field that frames it.
  /// - Returns: the body as it is sent.
  private mutating func payload(
    allowsChunks: Bool, _ reading: inout Reading, _ fields: inout [Reading.Field]
  ) -> [UInt8] {
    let body = (0..<Int.random(in: 0...300, using: &random)).map { _ in
      chance(20) ? [0x0D, 0x0A, 0x30].randomElement(using: &random)! : UInt8.random(in: 0...255, using: &random)
    }
    if chance(35) { return [] }
    reading.body = body
    if allowsChunks, chance(60) {
      fields.append(.init(name: cased("Transfer-Encoding"), value: cased("chunked")))
      return chunked(body)
    }
    let zeros = String(repeating: "0", count: Int.random(in: 0...3, using: &random))
    fields.append(.init(name: cased("Content-Length"), value: Array("\(zeros)\(body.count)".utf8)))
    return body
  }

  private mutating func chunked(_ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces(of: body, longest: 50) { bytes += chunkLine(piece.count) + piece + [0x0D, 0x0A] }
    bytes += chunkLine(0)
    for _ in 0..<Int.random(in: 0...2, using: &random) { bytes += line(field()) }
    return bytes + [0x0D, 0x0A]
  }

  private mutating func chunkLine(_ size: Int) -> [UInt8] {
    let zeros = String(repeating: "0", count: Int.random(in: 0...3, using: &random))
    var line = cased(zeros + String(size, radix: 16))
    while chance(25) {
      line += blanks() + [0x3B] + blanks() + token()
      if chance(60) { line += blanks() + [0x3D] + blanks() + (chance(50) ? token() : quoted()) }
    }
    return line + [0x0D, 0x0A]
  }

  private mutating func quoted() -> [UInt8] {
    let content: [UInt8] = (0..<Int.random(in: 0...10, using: &random)).flatMap { _ in
      let byte =
        chance(10) ? UInt8.random(in: 0x80...0xFF, using: &random) : UInt8.random(in: 0x20...0x7E, using: &random)
      return byte == 0x22 || byte == 0x5C || chance(10) ? [0x5C, byte] : [byte]
    }
    return [0x22] + content + [0x22]
  }
}
