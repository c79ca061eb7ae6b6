// Strings: escapes, control characters and UTF-8.
extension JSONDiagnosis {
  mutating func scanString() throws(Fault) {
    let start = position
    position += 1
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"):
        try scanEscape()
      case 0..<0x20:
        throw syntax("a control character in a string must be escaped; there is \(found)")
      case 0x20..<0x80:
        position += 1
      default:
        try scanMultibyte()
      }
    }
    throw syntax("the string that begins at byte \(start) does not end")
  }

  private mutating func scanEscape() throws(Fault) {
    let start = position
    position += 1
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      try scanUnicodeEscape(start)
    case nil:
      throw syntax("the document ends within a string")
    default:
      throw syntax("after '\\' there is \(found), which makes no escape")
    }
  }

  private mutating func scanUnicodeEscape(_ start: Int) throws(Fault) {
    let unpaired = Fault(kind: .syntax, message: "the escape is half of a surrogate pair", offset: start)
    let first = try scanCodeUnit()
    if UTF16.isTrailSurrogate(first) { throw unpaired }
    guard UTF16.isLeadSurrogate(first) else { return }
    guard current == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
      throw unpaired
    }
    position += 1
    guard UTF16.isTrailSurrogate(try scanCodeUnit()) else { throw unpaired }
  }

  /// Scans `u` and four hexadecimal digits.
  private mutating func scanCodeUnit() throws(Fault) -> UInt16 {
    position += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw syntax("after '\\u' four hexadecimal digits are expected, not \(found)")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  /// Scans a character beyond ASCII, by the table of well-formed sequences in the Unicode Standard (table 3-7).
  private mutating func scanMultibyte() throws(Fault) {
    let lead = bytes[position]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      default: (0, 0...0)
      }
    let isWellFormed =
      length > 0 && position + length <= bytes.count && second.contains(bytes[position + 1])
      && bytes[(position + 2)..<max(position + 2, position + length)].allSatisfy { $0 & 0xC0 == 0x80 }
    guard isWellFormed else {
      throw Fault(kind: .invalidUTF8, message: "the string is not valid UTF-8", offset: position)
    }
    position += length
  }

  /// The text of a string that has been scanned, given without its quotes.
  static func unescaped(_ raw: UnsafeRawBufferPointer) -> String {
    var units: [UInt8] = []
    var highSurrogate: UInt32 = 0
    var rest = raw[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        units.append(byte)
        continue
      }
      guard escape == UInt8(ascii: "u") else {
        units.append(simpleEscapes[escape] ?? escape)
        continue
      }
      let unit = UInt32(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) ?? 0
      rest = rest.dropFirst(4)
      if (0xD800..<0xDC00).contains(unit) {
        highSurrogate = unit
        continue
      }
      let isLow = (0xDC00..<0xE000).contains(unit)
      let scalar = isLow ? 0x10000 + (highSurrogate - 0xD800) << 10 + (unit - 0xDC00) : unit
      units.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    }
    return String(decoding: units, as: UTF8.self)
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "t"): 0x09,
  ]
}
