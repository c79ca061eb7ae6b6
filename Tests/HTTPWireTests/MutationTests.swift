import TestSupport
import Testing

@testable import HTTPWire

/// However requests are damaged: no crash, and one reading only.
@Suite("Damaged requests")
struct MutationTests {
  enum Source: CaseIterable {
    case cases, grammar
  }

  private static let cases = WireCaseTests.all.filter { $0.bytes.count < 500 }

  @Test("are read alike in whatever pieces they arrive", arguments: Source.allCases)
  func pieces(of source: Source) {
    var grammar = RequestGrammar(random: SeededGenerator())
    var refused = 0
    for _ in 0..<RequestGrammar.cases {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...3, using: &grammar.random) {
        switch source {
        case .cases: bytes += MutationTests.cases.randomElement(using: &grammar.random)!.bytes
        case .grammar: bytes += grammar.request().bytes
        }
      }
      for _ in 0..<Int.random(in: 1...3, using: &grammar.random) { grammar.damage(&bytes) }
      let whole = Driver.receiving([bytes[...]])
      let split = Driver.receiving(grammar.pieces(of: bytes))
      guard whole.log == split.log, whole.readings == split.readings else {
        Issue.record("\(grammar.random): \(bytes) is read as \(whole.log) and \(split.log)")
        return
      }
      if whole.log.last == "shut down" { refused += 1 }
    }
    // The damage is such that much of it matters, and some does not.
    #expect((RequestGrammar.cases / 4..<RequestGrammar.cases).contains(refused))
  }
}

extension RequestGrammar {
  /// What mutations put in: the bytes that requests are made of, and things that are nearly right.
  private static let insertions: [[UInt8]] = [
    "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", ":", ";", ",", "\"", "0", "-", "\0", "%", "chunked", "0\r\n\r\n",
    "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Host: b\r\n", "Connection: close\r\n",
  ].map { Array($0.utf8) }

  fileprivate mutating func damage(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: bytes.insert(contentsOf: RequestGrammar.insertions.randomElement(using: &random)!, at: place)
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...4, using: &random)))
    case 3 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 4 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    default:
      let slice = bytes[place..<min(bytes.count, place + Int.random(in: 1...30, using: &random))]
      bytes.insert(contentsOf: slice, at: Int.random(in: 0...bytes.count, using: &random))
    }
  }
}
