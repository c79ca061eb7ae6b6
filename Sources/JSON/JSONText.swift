/// A string or key of a parsed document, unescaped, in the parser's memory. Valid as long as its `JSONValue` is.
///
/// It matches string literals, so a decoder can `switch member.key { case "id": … }` without making a `String`.
public struct JSONText {
  /// Valid UTF-8, not terminated; may contain NUL.
  public let utf8: UnsafeBufferPointer<UInt8>

  @inlinable
  init(utf8: UnsafeBufferPointer<UInt8>) {
    self.utf8 = utf8
  }

  /// Whether the text is byte for byte the literal.
  @inlinable
  public static func == (text: JSONText, literal: StaticString) -> Bool {
    literal.utf8CodeUnitCount == text.utf8.count
      && equalBytes(text.utf8.baseAddress.unsafelyUnwrapped, literal.utf8Start, text.utf8.count)
  }

  /// Whether one of the characters is a control character of ASCII, DEL among them.
  @inlinable
  public var hasControlCharacter: Bool {
    guard let start = utf8.baseAddress else { return false }
    var offset = 0
    while offset &+ 8 <= utf8.count {
      if Self.hasControlCharacter(word64(start + offset)) { return true }
      offset &+= 8
    }
    // Spaces stand behind the last bytes.
    let rest = utf8.count &- offset
    return Self.hasControlCharacter(
      shortWord(start + offset, rest) | Self.ones &* 0x20 &<< UInt64(truncatingIfNeeded: 8 &* rest))
  }

  /// Whether one of a word's bytes is a control character. A borrow can make a byte seem one, but only beside one.
  @inlinable
  @inline(__always)
  static func hasControlCharacter(_ word: UInt64) -> Bool {
    let deletes = word ^ ones &* 0x7F
    let controls = (word &- ones &* 0x20) & ~word | (deletes &- ones) & ~deletes
    return controls & (ones &* 0x80) != 0
  }

  /// One in each byte of a word.
  @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// Whether the text is not the literal.
  @inlinable
  public static func != (text: JSONText, literal: StaticString) -> Bool { !(text == literal) }

  /// Lets a literal be a pattern in a `switch` over a text.
  @inlinable
  public static func ~= (literal: StaticString, text: JSONText) -> Bool { text == literal }
}

extension JSONText: Hashable {
  /// Whether both have the same bytes; no Unicode normalization.
  @inlinable
  public static func == (left: JSONText, right: JSONText) -> Bool {
    left.utf8.count == right.utf8.count
      && equalBytes(
        left.utf8.baseAddress.unsafelyUnwrapped, right.utf8.baseAddress.unsafelyUnwrapped, left.utf8.count)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes: UnsafeRawBufferPointer(utf8))
  }
}

extension JSONText: CustomStringConvertible {
  /// A copy of the text.
  public var description: String { String(self) }
}

extension String {
  /// Copies a text out of the parser's memory.
  @inlinable
  public init(_ text: JSONText) {
    // The parser has validated the UTF-8.
    self.init(decoding: text.utf8, as: UTF8.self)
  }
}
