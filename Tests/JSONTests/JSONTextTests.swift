import Testing

@testable import JSON

@Suite("Texts of a document")
struct JSONTextTests {
  @Test("A control character is found wherever it is, and nothing else is one")
  func controlCharacters() {
    for length in 0...20 {
      for place in 0..<max(1, length) {
        for byte: UInt8 in 0...0xFF {
          var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
          if length > 0 { bytes[place] = byte }
          let found = bytes.withUnsafeBufferPointer { JSONText(utf8: $0).hasControlCharacter }
          #expect(found == (length > 0 && (byte < 0x20 || byte == 0x7F)), "\(byte) at \(place) of \(length)")
        }
      }
    }
  }
}
