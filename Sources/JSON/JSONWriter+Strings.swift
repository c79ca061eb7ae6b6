extension JSONWriter {
  /// Writes a string with the escapes that it needs.
  public func string(_ text: String) {
    openString()
    write(text)
    closeString()
  }

  /// Writes a string with the escapes that it needs.
  ///
  /// - Parameter utf8: Valid UTF-8.
  public func string(utf8: UnsafeBufferPointer<UInt8>) {
    openString()
    escape(utf8)
    closeString()
  }

  /// Writes a string of a parsed document.
  public func string(_ text: JSONText) {
    string(utf8: text.utf8)
  }

  /// Begins a string; `write` appends to it until `closeString`.
  public func openString() {
    separate(room: 1)
    put(UInt8(ascii: "\""))
  }

  /// Ends a string.
  public func closeString() {
    reserve(1)
    put(UInt8(ascii: "\""))
  }
}

extension JSONWriter {
  /// Appends to the string that is open, with the escapes that the text needs.
  public func write(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ escape($0) }) == nil {
      ContiguousArray(text.utf8).withUnsafeBufferPointer { escape($0) }
    }
  }

  /// Appends UTF-8 with the escapes that a string needs: for quotes, backslashes and control characters.
  private func escape(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress else { return }
    var done = 0
    while true {
      let special = Self.firstSpecial(in: text, from: done)
      raw(UnsafeRawBufferPointer(start: start + done, count: special - done))
      guard special < text.count else { return }
      escape(text[special])
      done = special + 1
    }
  }

  /// Where the next byte stands that needs an escape; the end if none does.
  private static func firstSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let base = text.baseAddress.unsafelyUnwrapped
    var index = start
    while index &+ 8 <= text.count {
      let specials = specialBytes(word64(base + index))
      if specials != 0 { return index &+ specials.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < text.count {
      let byte = base[index]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return index }
      index &+= 1
    }
    return index
  }

  /// The top bit of each byte that needs an escape. A borrow can set wrong bits, but only above a right one.
  @inline(__always)
  private static func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ ones &* UInt64(UInt8(ascii: "\""))
    let backslashes = word ^ ones &* UInt64(UInt8(ascii: "\\"))
    let controls = (word &- ones &* 0x20) & ~word
    let zeros = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
    return (controls | zeros) & (ones &* 0x80)
  }

  private func escape(_ byte: UInt8) {
    reserve(6)
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
