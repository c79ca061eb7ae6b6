/// What stands in a row under a heading: UTF-8, which lasts as long as its row.
typealias Cell = UnsafeBufferPointer<UInt8>

extension Cell {
  /// The cell without white space around it, no-break spaces among it.
  var trimmed: Cell {
    var (start, end) = (startIndex, endIndex)
    while start < end {
      let width = spaceWidth(at: start)
      if width == 0 { break }
      start += width
    }
    while start < end {
      if self[end - 1] <= 0x20 {
        end -= 1
      } else if end - start >= 2, self[end - 2] == 0xC2, self[end - 1] == 0xA0 {
        end -= 2
      } else {
        break
      }
    }
    return Cell(rebasing: self[start..<end])
  }

  /// How many bytes the space at an index has: 0 where there is none. Besides blanks it knows the no-break space (U+00A0),
  /// the thin and the narrow no-break space (U+2009, U+202F), which stand between digits.
  func spaceWidth(at index: Int) -> Int {
    if self[index] <= 0x20 { return 1 }
    if self[index] == 0xC2, index + 1 < count, self[index + 1] == 0xA0 { return 2 }
    guard self[index] == 0xE2, index + 2 < count, self[index + 1] == 0x80 else { return 0 }
    return self[index + 2] == 0x89 || self[index + 2] == 0xAF ? 3 : 0
  }

  var text: String { String(decoding: self, as: UTF8.self) }

  /// The cell as it is shown to who has to mend it.
  var shown: String { count > 60 ? "a text of \(count) bytes" : "\"\(text)\"" }

  func isDigit(_ index: Int) -> Bool { index < count && self[index] &- UInt8(ascii: "0") < 10 }
}
