import HTTPWire
import TestSupport
import Testing

@testable import HeedService

@Suite("Paths of tickets")
struct TicketPathTests {
  @Test("Any id comes back from its path, which is a ticket's")
  func roundTrip() throws {
    var random = SeededGenerator()
    let scalars = (1...0x1FFFF).compactMap(Unicode.Scalar.init)
    for _ in 0..<2000 {
      let length = Int.random(in: 1...6, using: &random)
      var id = ""
      for _ in 0..<length {
        let isASCII = Bool.random(using: &random)
        id.unicodeScalars.append((isASCII ? scalars[..<126] : scalars[...]).randomElement(using: &random)!)
      }
      try expectRoundTrip(id, "\(random)")
    }
    for id in ["stats", "claims", "stats/", "claims/1/extend", "/", "%", "%2F", "..", "\u{7F}"] {
      try expectRoundTrip(id, id)
    }
  }

  private func expectRoundTrip(_ id: String, _ comment: String) throws {
    let path = Array(TicketPath.of(id).utf8)
    #expect(path.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x23 && $0 != 0x3F }, "\(comment)")
    try path.withUnsafeBytes { bytes in
      let route = Route(path: bytes)
      #expect(route == .ticket, "\(comment)")
      let name = try route.name(in: bytes)
      #expect(Array(name.utf8) == Array(id.utf8), "\(comment)")
    }
  }
}
