/// Why a document was refused, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong, for programs.
  public let kind: Kind
  /// What is wrong, for people; a sentence without the place.
  public let message: String
  /// The place in bytes from the document's start, from zero to its length.
  public let offset: Int
  /// The place's line, from one; lines end with a line feed.
  public let line: Int
  /// The place's column in Unicode scalars, from one.
  public let column: Int
  /// The innermost value that contains the place or should have begun there.
  ///
  /// Where keys are so long that the pointer would exceed 1,024 bytes, it ends before that.
  public let pointer: JSONPointer

  init(
    _ kind: Kind, _ message: String, at offset: Int, in bytes: UnsafeRawBufferPointer, pointer: JSONPointer = .init()
  ) {
    self.kind = kind
    self.message = message
    self.offset = offset
    self.pointer = pointer
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }

  /// A kind of error. More may come.
  public struct Kind: Hashable, Sendable, CustomStringConvertible {
    private enum Code: String {
      case syntax, depth, invalidUTF8, numberOutOfRange, duplicateKey, empty, tooLarge, outOfMemory
    }

    private let code: Code

    /// Not JSON as RFC 8259 has it.
    public static let syntax = Kind(code: .syntax)
    /// Nested deeper than the parser allows.
    public static let depth = Kind(code: .depth)
    /// Not UTF-8.
    public static let invalidUTF8 = Kind(code: .invalidUTF8)
    /// A whole number beyond 64 bits, or a number beyond the range of a double.
    public static let numberOutOfRange = Kind(code: .numberOutOfRange)
    /// An object has a key twice.
    public static let duplicateKey = Kind(code: .duplicateKey)
    /// There is nothing but white space.
    public static let empty = Kind(code: .empty)
    /// Longer than the parser allows.
    public static let tooLarge = Kind(code: .tooLarge)
    /// There was no memory for a document of this length.
    public static let outOfMemory = Kind(code: .outOfMemory)

    public var description: String { code.rawValue }
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String {
    let place = pointer.rawValue.isEmpty ? "" : " in \(pointer)"
    return "\(message), at line \(line), column \(column)\(place)"
  }
}
