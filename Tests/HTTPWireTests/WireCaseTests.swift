import Testing

@testable import HTTPWire

@Suite("Bytes from clients")
struct WireCaseTests {
  static let all = WireCase.accepted + WireCase.refused + WireCase.framing + WireCase.chunks + WireCase.smuggling

  @Test("whole", arguments: all)
  func whole(_ wire: WireCase) {
    let log = transcript([wire.bytes[...]])
    var expected = wire.requests
    if wire.status != nil { expected.append("refuse") }
    let shortened = log.map { $0.hasPrefix("refuse") ? "refuse" : $0 }
    #expect(Array(shortened.prefix(expected.count)) == expected)
    #expect(log.count == expected.count + (wire.status == nil ? 0 : 1))
    if let status = wire.status {
      #expect(log.last == "shut down")
      #expect(log.dropLast().last?.hasPrefix("refuse \(status) ") == true, "\(log)")
    }
  }

  /// A beginning of the bytes must be waited on, or answered as the whole is: never something else.
  @Test("truncated at each byte", arguments: all)
  func truncated(_ wire: WireCase) {
    let whole = transcript([wire.bytes[...]])
    for end in 0...wire.bytes.count {
      let log = transcript([wire.bytes[..<end]])
      #expect(Array(whole.prefix(log.count)) == log, "cut at \(end)")
    }
  }

  @Test("split at each byte", arguments: all)
  func split(_ wire: WireCase) {
    let whole = transcript([wire.bytes[...]])
    for cut in 0...wire.bytes.count {
      #expect(transcript([wire.bytes[..<cut], wire.bytes[cut...]]) == whole, "split at \(cut)")
    }
  }

  @Test("byte by byte", arguments: all)
  func byteByByte(_ wire: WireCase) {
    let whole = transcript([wire.bytes[...]])
    #expect(transcript(wire.bytes.indices.map { wire.bytes[$0...$0] }) == whole)
  }

  @Test("how many are tried")
  func tally() {
    let places = WireCaseTests.all.reduce(0) { $0 + $1.bytes.count + 1 }
    print(
      """
      \(WireCaseTests.all.count) cases of bytes from clients: each whole, truncated at \(places) places in all, split in two \
      at as many, and byte by byte
      """)
    let repeated = Dictionary(grouping: WireCaseTests.all, by: \.bytes).values.filter { $0.count > 1 }
    #expect(repeated.map { $0.map(\.name) } == [])
  }
}
