/// A JSON Pointer (RFC 6901): the path from a document's root to a value, such as `/customer/purchases/count`.
///
/// Decoders need not keep track of where they are: a `JSONValue` knows its place, and `JSONValue.pointer()` works it
/// out when there is an error to report.
public struct JSONPointer: Hashable, Sendable {
  /// The pointer as RFC 6901 writes it; empty for the root.
  public private(set) var rawValue = ""

  /// The pointer to the root.
  public init() {}

  /// Goes on to an object's member.
  public mutating func append(_ key: some StringProtocol) {
    rawValue += "/"
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": rawValue += "~0"
      case "/": rawValue += "~1"
      default: rawValue.unicodeScalars.append(scalar)
      }
    }
  }

  /// Goes on to an array's element, counted from zero.
  public mutating func append(_ index: Int) {
    rawValue += "/\(index)"
  }

  /// The pointer to a member of the object this one leads to.
  public func appending(_ key: some StringProtocol) -> JSONPointer {
    var pointer = self
    pointer.append(key)
    return pointer
  }

  /// The pointer to an element of the array this one leads to.
  public func appending(_ index: Int) -> JSONPointer {
    var pointer = self
    pointer.append(index)
    return pointer
  }
}

extension JSONPointer: CustomStringConvertible {
  public var description: String { rawValue }
}

extension JSONValue {
  /// The way to this value from `base`, which must contain it, or from the document's root when that is nil.
  ///
  /// It is found by walking the document, so it costs nothing until an error is reported.
  public func pointer(from base: JSONValue? = nil) -> JSONPointer {
    var pointer = JSONPointer()
    var current = base ?? at(1)
    while current.index < index, let step = current.step(towards: index) {
      switch step {
      case .member(let member):
        pointer.append(String(member.key))
        current = member.value
      case .element(let position, let value):
        pointer.append(position)
        current = value
      }
    }
    return pointer
  }

  private enum Step {
    case member(JSONMember)
    case element(Int, JSONValue)
  }

  /// The child within which the place on the tape lies.
  private func step(towards target: Int) -> Step? {
    if let object {
      for member in object where target < member.value.nextIndex { return .member(member) }
    }
    if let array {
      for (position, value) in array.enumerated() where target < value.nextIndex { return .element(position, value) }
    }
    return nil
  }
}
