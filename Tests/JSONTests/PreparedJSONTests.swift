import JSON
import Testing

@Suite("Prepared pieces")
struct PreparedJSONTests {
  @Test("Each piece is written as it was prepared", arguments: [0, 1, 31, 32, 33, 64, 200])
  func pieces(_ length: Int) {
    var prepared = PreparedJSON()
    let text = String(repeating: "x", count: length)
    let pieces = (0..<3).map { number in prepared.piece { $0.string("\(number)\(text)") } }
    #expect(prepared.longest == length + 3)
    let written = written { json in
      json.append(room: 3 * prepared.longest + PreparedJSON.step) { pen in
        for piece in pieces { pen.raw(piece, of: prepared) }
      }
    }
    #expect(written == "\"0\(text)\"\"1\(text)\"\"2\(text)\"")
  }

  @Test("A number's hexadecimal digits are all there")
  func hexadecimal() {
    #expect(appended { $0.hexadecimal(0x0123_4567_89AB_CDEF) } == "0123456789abcdef")
    #expect(appended { $0.hexadecimal(0) } == "0000000000000000")
    #expect(appended { $0.hexadecimal(.max) } == "ffffffffffffffff")
  }
}
