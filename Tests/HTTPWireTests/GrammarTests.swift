import TestSupport
import Testing

@testable import HTTPWire

@Suite("Random requests by the grammar")
struct GrammarTests {
  @Test("are read back exactly, as many as were sent, whole and in pieces")
  func readBack() {
    var grammar = RequestGrammar(random: SeededGenerator())
    for _ in 0..<RequestGrammar.cases {
      var bytes: [UInt8] = []
      var expected: [Reading] = []
      for _ in 0..<Int.random(in: 1...6, using: &grammar.random) {
        let (request, reading) = grammar.request()
        bytes += request
        expected.append(reading)
      }
      let longest = grammar.chance(10) ? 1 : 200
      for pieces in [[bytes[...]], grammar.pieces(of: bytes, longest: longest)] {
        let driver = Driver.receiving(pieces)
        guard driver.readings == expected, driver.log.count == expected.count else {
          Issue.record("\(grammar.random): \(bytes) is read as \(driver.log)")
          return
        }
      }
    }
  }
}
