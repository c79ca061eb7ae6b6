import Testing

@testable import HTTPWire

@Suite("Percent-encoding")
struct PercentEncodingTests {
  private func decode(_ text: String) throws(Refusal) -> String {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
    defer { bytes.deallocate() }
    bytes.copyBytes(from: text.utf8)
    return try PercentEncoding.decode(UnsafeRawBufferPointer(bytes))
  }

  @Test(
    "decoded once",
    arguments: [
      ("", ""), ("abc", "abc"), ("%41%2f%2F", "A//"), ("%2541", "%41"), ("a+b", "a+b"), ("%C3%A9", "\u{E9}"),
    ])
  func decodes(text: String, expected: String) throws {
    #expect(try decode(text) == expected)
  }

  @Test("refused", arguments: ["%", "%4", "%zz", "a%0", "%00", "%C3", "%FF"])
  func refuses(text: String) {
    #expect(throws: Refusal.badPercentEncoding) { try decode(text) }
  }
}
