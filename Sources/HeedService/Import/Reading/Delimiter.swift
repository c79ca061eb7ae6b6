/// What stands between the cells of a row.
enum Delimiter: UInt8, CaseIterable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09

  /// The one that a file's first row has most of, outside quotes; a comma where it has none.
  init(firstRow bytes: UnsafeBufferPointer<UInt8>) {
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      for (index, delimiter) in Self.allCases.enumerated() where byte == delimiter.rawValue { counts[index] += 1 }
    }
    // Of equal counts the first wins.
    var best = 0
    for index in counts.indices where counts[index] > counts[best] { best = index }
    self = Self.allCases[best]
  }
}
