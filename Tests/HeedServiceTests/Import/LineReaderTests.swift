import TestSupport
import Testing

@testable import HeedService

@Suite("Files of lines")
struct LineReaderTests {
  private func read(_ bytes: [UInt8], part: Int, longest: Int = 1000) throws -> (lines: [String], refused: [Int]) {
    var start = 0
    let source = ByteSource { buffer in
      let count = min(buffer.count, part, bytes.count - start)
      for offset in 0..<count { buffer[offset] = bytes[start + offset] }
      start += count
      return count
    }
    let reader = LineReader(source, longest: longest, capacity: 16)
    var (lines, refused) = ([String](), [Int]())
    while true {
      switch try reader.next() {
      case .line:
        lines.append("\(reader.line):" + String(decoding: reader.bytes, as: UTF8.self).filter { !$0.isNewline })
      case .refused(let row): refused.append(row.line)
      case .end:
        #expect(reader.offset == bytes.count)
        return (lines, refused)
      }
    }
  }

  @Test("Lines are read alike in parts of any size, blank ones are left out, too long ones refused")
  func parts() throws {
    let long = String(repeating: "x", count: 100)
    let bytes = [UInt8]("\u{FEFF}{\"a\":1}\n\n  \r\n\(long)\n{\"b\":2}\r\n\(long)".utf8)
    for part in 1...bytes.count {
      let found = try read(bytes, part: part, longest: 50)
      #expect(found.lines == ["1:{\"a\":1}", "5:{\"b\":2}"], "parts of \(part)")
      #expect(found.refused == [4, 6], "parts of \(part)")
    }
  }
}
