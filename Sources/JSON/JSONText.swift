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
