/// Reads what field values and chunk extensions are made of: white space, tokens, quoted strings and parameters
/// (RFC 9110, 5.6). It goes over a view into a buffer and copies nothing.
struct ElementReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// `OWS` and `BWS`.
  mutating func skipBlanks() {
    while !isAtEnd, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  /// Goes past `byte`, if that is next.
  /// - Returns: whether it was.
  mutating func take(_ byte: UInt8) -> Bool {
    guard !isAtEnd, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// `token`; nil if there is none here.
  mutating func token() -> UnsafeRawBufferPointer? {
    let start = position
    while !isAtEnd, ByteSet.token.contains(bytes[position]) { position += 1 }
    return position > start ? bytes.view(start..<position) : nil
  }

  /// Reads `*( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )` and stops before white space that belongs
  /// to nothing.
  ///
  /// - Returns: how many parameters there are; nil where one begins that is none.
  mutating func parameters() -> Int? {
    var count = 0
    while true {
      let end = position
      skipBlanks()
      guard take(0x3B) else {
        position = end
        return count
      }
      skipBlanks()
      guard token() != nil, skipAssignment() else { return nil }
      count += 1
    }
  }

  /// `[ BWS "=" BWS ( token / quoted-string ) ]`
  private mutating func skipAssignment() -> Bool {
    let end = position
    skipBlanks()
    guard take(0x3D) else {
      position = end
      return true
    }
    skipBlanks()
    return token() != nil || skipQuotedString()
  }

  /// `quoted-string` (RFC 9110, 5.6.4).
  private mutating func skipQuotedString() -> Bool {
    guard take(0x22) else { return false }
    while !isAtEnd {
      let byte = bytes[position]
      position += 1
      if byte == 0x22 { return true }
      if byte == 0x5C {
        guard !isAtEnd, ElementReader.isText(bytes[position]) else { return false }
        position += 1
      } else if !ElementReader.isText(byte) {
        return false
      }
    }
    return false
  }

  /// `HTAB / SP / VCHAR / obs-text`
  private static func isText(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F || byte == 0x09
  }
}
