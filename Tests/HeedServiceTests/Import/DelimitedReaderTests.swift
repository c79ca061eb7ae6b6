import TestSupport
import Testing

@testable import HeedService

/// What was read: rows by the line that they begin on, or where one was refused.
private struct Reading: Equatable, CustomStringConvertible {
  var rows: [[String]] = []
  var lines: [Int] = []
  var refused: [Int] = []
  var end = 0

  var description: String { "rows \(rows) on lines \(lines), refused \(refused), up to \(end)" }

  init(
    _ source: ByteSource, delimiter: Delimiter? = .comma, limits: DelimitedReader.Limits = .init(), capacity: Int = 64
  )
    throws
  {
    let reader = DelimitedReader(source, delimiter: delimiter, limits: limits, capacity: capacity)
    while true {
      switch try reader.next() {
      case .row:
        rows.append(reader.texts)
        lines.append(reader.line)
      case .refused(let row): refused.append(row.line)
      case .end:
        end = reader.offset
        return
      }
    }
  }

  init(rows: [[String]], lines: [Int], refused: [Int], end: Int) {
    (self.rows, self.lines, self.refused, self.end) = (rows, lines, refused, end)
  }
}

/// A source that gives parts of the given sizes, the last one again and again.
private func source(_ bytes: [UInt8], parts: [Int]) -> ByteSource {
  var (start, index) = (0, 0)
  return ByteSource { buffer in
    let count = min(buffer.count, parts[min(index, parts.count - 1)], bytes.count - start)
    index += 1
    for offset in 0..<count { buffer[offset] = bytes[start + offset] }
    start += count
    return count
  }
}

/// The same by hand: a state a byte, as slow as can be followed.
private func naive(_ text: String, delimiter: Character = ",") -> Reading {
  // To Swift CRLF is one character, and the line ends are what this is about.
  let all = text.unicodeScalars.map { Character($0) }
  var reading = Reading(rows: [], lines: [], refused: [], end: text.utf8.count)
  var (index, line) = (0, 1)
  func lineEnd() -> Int { all[index] == "\r" && index + 1 < all.count && all[index + 1] == "\n" ? 2 : 1 }
  func isLineEnd() -> Bool { index < all.count && (all[index] == "\n" || all[index] == "\r") }
  while index < all.count {
    let firstLine = line
    var (row, cell, isBad) = ([String](), "", false)
    row: while true {
      cell = ""
      if index < all.count, all[index] == "\"" {
        index += 1
        quoted: while true {
          guard index < all.count else {
            isBad = true
            break row
          }
          if all[index] == "\"" {
            index += 1
            guard index < all.count, all[index] == "\"" else { break quoted }
            cell.append("\"")
            index += 1
          } else if isLineEnd() {
            let count = lineEnd()
            cell.unicodeScalars.append(contentsOf: all[index..<index + count].flatMap(\.unicodeScalars))
            index += count
            line += 1
          } else {
            cell.unicodeScalars.append(contentsOf: all[index].unicodeScalars)
            index += 1
          }
        }
        if index < all.count, all[index] != delimiter, !isLineEnd() {
          isBad = true
          break row
        }
      } else {
        while index < all.count, all[index] != delimiter, !isLineEnd() {
          cell.unicodeScalars.append(contentsOf: all[index].unicodeScalars)
          index += 1
        }
      }
      row.append(cell)
      guard index < all.count, all[index] == delimiter else { break }
      index += 1
    }
    if isBad { while index < all.count, !isLineEnd() { index += 1 } }
    if index < all.count {
      index += lineEnd()
      line += 1
    }
    if isBad {
      reading.refused.append(firstLine)
    } else if row != [""] {
      reading.rows.append(row)
      reading.lines.append(firstLine)
    }
  }
  return reading
}

@Suite("Delimited files")
struct DelimitedReaderTests {
  @Test(
    "Quotes, doubled quotes, line breaks within them, every line end, a byte order mark",
    arguments: [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
      ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
      ("\u{FEFF}a,b\n", [["a", "b"]]),
      ("\"a\"\"b\",\"c,d\"\n", [["a\"b", "c,d"]]),
      ("\"a\nb\",\"\r\n\"\n", [["a\nb", "\r\n"]]),
      ("\"\",,\"\"\n", [["", "", ""]]),
      ("5\" pipe,a\"b\n", [["5\" pipe", "a\"b"]]),
      ("\n\na\n\n", [["a"]]),
      (",\n", [["", ""]]),
      ("", []), ("\u{FEFF}", []), ("\n", []),
      ("ä,\"ö\"\n", [["ä", "ö"]]),
    ] as [(String, [[String]])])
  func cells(_ text: String, _ rows: [[String]]) throws {
    #expect(try Reading(ByteSource([UInt8](text.utf8))).rows == rows)
  }

  @Test(
    "The delimiter is seen from the first row",
    arguments: [
      ("a;b,c;d\n1;2;3", 3), ("a\tb\n", 2), ("a,b;c,d\n", 3), ("\"a;b;c;d\",e\n", 2), ("a\n", 1),
    ] as [(String, Int)])
  func delimiters(_ text: String, _ count: Int) throws {
    #expect(try Reading(ByteSource([UInt8](text.utf8)), delimiter: nil).rows.first?.count == count)
  }

  @Test("Random files are read as one would by hand, whole and in parts of any size")
  func random() throws {
    var generator = SeededGenerator()
    let letters: [Unicode.Scalar] = ["a", ",", "\"", "\n", "\r", "\"", "ä", " ", ","]
    for round in 0..<20_000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        scalars.append(letters.randomElement(using: &generator)!)
      }
      let text = String(scalars)
      let bytes = [UInt8](text.utf8)
      let expected = naive(text)
      let parts = (0..<50).map { _ in Int.random(in: 1...7, using: &generator) }
      for parts in [[bytes.count + 1], [1], parts] {
        let found = try Reading(source(bytes, parts: parts), capacity: 16)
        #expect(found == expected, "\(generator), round \(round), parts \(parts.prefix(8)): \(text.debugDescription)")
      }
    }
  }

  @Test("A file in two parts is read alike wherever it is split")
  func splits() throws {
    let text = "\u{FEFF}id,name\r\n1,\"a \"\"b\"\"\r\nc\"\r\n2,\"x\"y\r\n3,ä\r4,\n\r\n5,\"end\""
    let bytes = [UInt8](text.utf8)
    let whole = try Reading(ByteSource(bytes))
    #expect(whole.rows == [["id", "name"], ["1", "a \"b\"\r\nc"], ["3", "ä"], ["4", ""], ["5", "end"]])
    #expect(whole.lines == [1, 2, 5, 6, 8])
    #expect(whole.refused == [4])
    for split in 1..<bytes.count {
      #expect(try Reading(source(bytes, parts: [split, bytes.count])) == whole, "split at \(split)")
    }
  }

  @Test("What is too long is refused without being kept, and the next line goes on")
  func limits() throws {
    let limits = DelimitedReader.Limits(cell: 100, row: 300)
    let long = String(repeating: "x", count: 5000)
    for text in [
      "a,b\n\(long),1\nc,d\n", "a,b\n\"\(long)\",1\nc,d\n", "a,b\n\(String(repeating: "xy,", count: 2000))\nc,d",
    ] {
      for part in [1, 7, 10_000] {
        let found = try Reading(source([UInt8](text.utf8), parts: [part]), limits: limits)
        #expect(found.rows.first == ["a", "b"] && found.rows.last == ["c", "d"], "parts of \(part): \(found)")
        #expect(found.refused == [2], "parts of \(part)")
        #expect(found.lines.last == 3, "parts of \(part)")
      }
    }
    // A quote that is never closed costs the lines up to the limit, and no more.
    let open = "a,b\n1,\"x\n" + (0..<60).map { "\($0),y\n" }.joined()
    let found = try Reading(ByteSource([UInt8](open.utf8)), limits: limits)
    #expect(found.refused == [2])
    #expect(found.rows.last == ["59", "y"] && found.lines.last == 62)
  }

  @Test("Reading goes on where it stopped")
  func resumption() throws {
    let text = "id,name\r\n" + (0..<50).map { "\($0),\"n\n\($0)\"\r\n" }.joined()
    let bytes = [UInt8](text.utf8)
    let whole = try Reading(ByteSource(bytes))
    let reader = DelimitedReader(ByteSource(bytes), delimiter: .comma, capacity: 32)
    var count = 0
    while try reader.next() == .row {
      count += 1
      let rest = DelimitedReader(
        ByteSource(Array(bytes[reader.offset...])), delimiter: .comma, offset: reader.offset, line: reader.followingLine
      )
      guard try rest.next() == .row else { break }
      #expect(rest.texts == whole.rows[count])
      #expect(rest.line == whole.lines[count])
    }
    #expect(count == 51)
  }

  @Test("UTF-16 is refused by name")
  func otherEncodings() {
    #expect(throws: FileError.self) { try Reading(ByteSource([0xFF, 0xFE, 0x61, 0])) }
  }
}
