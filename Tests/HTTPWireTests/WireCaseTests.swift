import Testing

@testable import HTTPWire

@Suite("Bytes from clients")
struct WireCaseTests {
  static let all = WireCase.accepted + WireCase.refused

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
    for end in positions(wire) {
      let log = transcript([wire.bytes[..<end]])
      #expect(Array(whole.prefix(log.count)) == log, "cut at \(end)")
    }
  }

  @Test("split at each byte", arguments: all)
  func split(_ wire: WireCase) {
    let whole = transcript([wire.bytes[...]])
    for cut in positions(wire) {
      #expect(transcript([wire.bytes[..<cut], wire.bytes[cut...]]) == whole, "split at \(cut)")
    }
  }

  @Test("byte by byte", arguments: all)
  func byteByByte(_ wire: WireCase) {
    let whole = transcript([wire.bytes[...]])
    #expect(transcript(wire.bytes.indices.map { wire.bytes[$0...$0] }) == whole)
  }

  /// Every position, but in runs of one letter only the first and last hundred: they differ in nothing else.
  private func positions(_ wire: WireCase) -> [Int] {
    guard wire.bytes.count > 2_000 else { return Array(0...wire.bytes.count) }
    return Array(0...100) + Array(wire.bytes.count - 150...wire.bytes.count)
  }
}
