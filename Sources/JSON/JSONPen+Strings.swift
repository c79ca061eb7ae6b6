extension JSONPen {
  /// The most bytes that a byte of text becomes: a control character in hexadecimal digits.
  public static let escapedRoom = 6

  /// Appends text to a string, with the escapes that it needs, at most ``escapedRoom`` bytes for each of its own.
  public mutating func write(_ text: JSONText) {
    write(utf8: text.utf8)
  }

  /// Appends text to a string, with the escapes that it needs, at most ``escapedRoom`` bytes for each of its own.
  public mutating func write(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ write(utf8: $0) }) == nil {
      ContiguousArray(text.utf8).withUnsafeBufferPointer { write(utf8: $0) }
    }
  }

  /// Appends UTF-8 with escapes for quotes, backslashes and control characters.
  mutating func write(utf8 text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    assert(text.count <= end - next, "the room is too small for what is written")
    var index = 0
    // Eight bytes at a time, as long as none of them needs an escape; nearly all text has none.
    while index &+ 8 <= text.count {
      let word = word64(base + index)
      if Self.hasSpecialByte(word) {
        for offset in 0..<8 { escape(base[index &+ offset]) }
      } else {
        UnsafeMutableRawPointer(next).storeBytes(of: word.littleEndian, as: UInt64.self)
        next += 8
      }
      index &+= 8
    }
    while index < text.count {
      escape(base[index])
      index &+= 1
    }
  }

  /// Whether one of a word's bytes needs an escape. A borrow can make a byte seem to, but only beside one that does.
  @inline(__always)
  private static func hasSpecialByte(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ ones &* UInt64(UInt8(ascii: "\""))
    let backslashes = word ^ ones &* UInt64(UInt8(ascii: "\\"))
    let controls = (word &- ones &* 0x20) & ~word
    let zeros = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
    return (controls | zeros) & (ones &* 0x80) != 0
  }

  /// Appends a byte, with an escape if it needs one.
  @inline(__always)
  private mutating func escape(_ byte: UInt8) {
    if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { return put(byte) }
    escapeSpecial(byte)
  }

  @inline(never)
  private mutating func escapeSpecial(_ byte: UInt8) {
    put(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
    case UInt8(ascii: "\n"): put(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): put(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): put(UInt8(ascii: "t"))
    default:
      raw("u00")
      put(UInt8(ascii: "0") + byte >> 4)
      let low = byte & 0xF
      put(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    }
  }
}
