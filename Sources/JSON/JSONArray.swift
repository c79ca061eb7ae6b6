/// The elements of an array, in order. Iterating allocates nothing and steps over a nested value in constant time.
public struct JSONArray: Sequence {
  /// The array itself.
  public let value: JSONValue

  @inlinable
  init(value: JSONValue) {
    self.value = value
  }

  /// How many elements there are; constant time below 2^24 of them.
  @inlinable
  public var count: Int { value.storedCount ?? reduce(into: 0) { count, _ in count += 1 } }

  /// Whether there are none.
  @inlinable
  public var isEmpty: Bool { value.nextIndex == value.index + 2 }

  /// Constant time.
  @inlinable
  public var underestimatedCount: Int { Int(truncatingIfNeeded: (value.word >> 32) & 0xFF_FFFF) }

  @inlinable
  public func makeIterator() -> Iterator { Iterator(array: value) }

  /// Steps along the tape.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var element: JSONValue
    @usableFromInline let end: Int

    @inlinable
    init(array: JSONValue) {
      element = array.at(array.index + 1)
      end = array.nextIndex - 1
    }

    @inlinable
    public mutating func next() -> JSONValue? {
      guard element.index < end else { return nil }
      defer { element = element.at(element.nextIndex) }
      return element
    }
  }
}
