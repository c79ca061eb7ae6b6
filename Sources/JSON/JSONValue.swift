/// A value of a parsed document: a view on the parser's tape, copied for nothing.
///
/// It is valid until its parser parses again or goes away; copy out (`string`, `int`, …) what must live longer.
public struct JSONValue {
  // The tape's layout is described in simdjson's doc/tape.md: a word holds a tag in its top byte and a payload below.
  @usableFromInline let tape: UnsafePointer<UInt64>
  @usableFromInline let strings: UnsafePointer<UInt8>
  @usableFromInline let index: Int

  @inlinable
  init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
    self.tape = tape
    self.strings = strings
    self.index = index
  }

  /// What kinds of value there are.
  public enum Kind: Sendable {
    case null, bool
    /// A whole number written without fraction or exponent that fits `Int64`.
    case integer
    /// A whole number written without fraction or exponent that fits `UInt64` but not `Int64`.
    case unsigned
    /// Any other number.
    case double
    case string, array, object
  }

  /// The value's kind.
  @inlinable
  public var kind: Kind {
    switch tag {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"): .integer
    case UInt8(ascii: "u"): .unsigned
    case UInt8(ascii: "d"): .double
    case UInt8(ascii: "n"): .null
    default: .bool
    }
  }

  /// Whether the value is `null`.
  @inlinable
  public var isNull: Bool { tag == UInt8(ascii: "n") }

  /// The value of `true` or `false`, nil of anything else.
  @inlinable
  public var bool: Bool? {
    switch tag {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The value of a whole number: an integer, or a double such as `1e3` that is whole and within ±2^53, where every
  /// whole number is exact. Nil of anything else.
  @inlinable
  public var int: Int? {
    switch tag {
    case UInt8(ascii: "l"):
      return Int(truncatingIfNeeded: tape[index + 1])
    case UInt8(ascii: "d"):
      let value = Double(bitPattern: tape[index + 1])
      guard value.magnitude <= 0x1p53 else { return nil }
      return Int(exactly: value)
    default:
      return nil
    }
  }

  /// The value of a whole number that is not negative: as `int`, and beyond `Int64` up to `UInt64.max`.
  @inlinable
  public var unsigned: UInt64? {
    if tag == UInt8(ascii: "u") { return tape[index + 1] }
    return int.flatMap { UInt64(exactly: $0) }
  }

  /// The value of any number, rounded to the nearest double; nil of anything else.
  @inlinable
  public var double: Double? {
    switch tag {
    case UInt8(ascii: "d"): Double(bitPattern: tape[index + 1])
    case UInt8(ascii: "l"): Double(Int64(bitPattern: tape[index + 1]))
    case UInt8(ascii: "u"): Double(tape[index + 1])
    default: nil
    }
  }

  /// The text of a string, unescaped, in place; nil of anything else.
  @inlinable
  public var text: JSONText? {
    tag == UInt8(ascii: "\"") ? textUnchecked : nil
  }

  /// The unescaped UTF-8 of a string, in place; nil of anything else.
  @inlinable
  public var utf8: UnsafeBufferPointer<UInt8>? { text?.utf8 }

  /// A copy of a string; nil of anything else.
  @inlinable
  public var string: String? { text.map { String($0) } }

  /// The elements of an array; nil of anything else.
  @inlinable
  public var array: JSONArray? {
    tag == UInt8(ascii: "[") ? JSONArray(value: self) : nil
  }

  /// The members of an object; nil of anything else.
  @inlinable
  public var object: JSONObject? {
    tag == UInt8(ascii: "{") ? JSONObject(value: self) : nil
  }

  /// Steps along the members of an object; there are none in anything else.
  @inlinable
  @inline(__always)
  public var members: JSONObject.Iterator {
    tag == UInt8(ascii: "{") ? JSONObject.Iterator(object: self) : JSONObject.Iterator(none: self)
  }

  /// The value of an object's member; nil when there is none, or no object. Takes time linear in the members.
  @inlinable
  public subscript(key: StaticString) -> JSONValue? { object?[key] }

  /// How many elements an array or members an object has; zero of anything else.
  @inlinable
  public var count: Int { array?.count ?? object?.count ?? 0 }
}

extension JSONValue {
  @inlinable
  var word: UInt64 { tape[index] }

  @inlinable
  var tag: UInt8 { UInt8(truncatingIfNeeded: word >> 56) }

  @inlinable
  func at(_ index: Int) -> JSONValue { JSONValue(tape: tape, strings: strings, index: index) }

  /// Where on the tape the value after this one stands.
  @inlinable
  var nextIndex: Int {
    switch tag {
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
    case UInt8(ascii: "["), UInt8(ascii: "{"): Int(truncatingIfNeeded: word & 0xFFFF_FFFF)
    default: index + 1
    }
  }

  /// The count in a container's word; it saturates, and is nil then.
  @inlinable
  var storedCount: Int? {
    let count = Int(truncatingIfNeeded: (word >> 32) & 0xFF_FFFF)
    return count == 0xFF_FFFF ? nil : count
  }

  /// The text of a value known to be a string.
  @inlinable
  var textUnchecked: JSONText {
    let start = strings + Int(truncatingIfNeeded: word & 0x00FF_FFFF_FFFF_FFFF)
    let length = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return JSONText(utf8: UnsafeBufferPointer(start: start + 4, count: Int(length)))
  }
}
