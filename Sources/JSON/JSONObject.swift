/// The members of an object, in the document's order. Iterating allocates nothing and steps over a nested value in
/// constant time.
public struct JSONObject: Sequence {
  /// The object itself.
  public let value: JSONValue

  @inlinable
  init(value: JSONValue) {
    self.value = value
  }

  /// How many members there are; constant time below 2^24 of them.
  @inlinable
  public var count: Int { value.storedCount ?? reduce(into: 0) { count, _ in count += 1 } }

  /// Whether there are none.
  @inlinable
  public var isEmpty: Bool { value.nextIndex == value.index + 2 }

  /// Constant time.
  @inlinable
  public var underestimatedCount: Int { Int(truncatingIfNeeded: (value.word >> 32) & 0xFF_FFFF) }

  /// The value of the first member of this key; linear in the members before it.
  @inlinable
  public subscript(key: StaticString) -> JSONValue? {
    for member in self where member.key == key { return member.value }
    return nil
  }

  /// Whether two of the members have the same key. Quadratic in their number: for objects known to be small.
  @inlinable
  public var hasDuplicateKey: Bool {
    var rest = makeIterator()
    while let member = rest.next() {
      var others = rest
      while let other = others.next() {
        if other.key == member.key { return true }
      }
    }
    return false
  }

  @inlinable
  public func makeIterator() -> Iterator { Iterator(object: value) }

  /// Steps along the tape.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var key: JSONValue
    @usableFromInline let end: Int

    @inlinable
    @inline(__always)
    init(object: JSONValue) {
      key = object.at(object.index + 1)
      end = object.nextIndex - 1
    }

    /// There are no members.
    @inlinable
    @inline(__always)
    init(none value: JSONValue) {
      key = value
      end = value.index
    }

    @inlinable
    @inline(__always)
    public mutating func next() -> JSONMember? {
      guard key.index < end else { return nil }
      let value = key.at(key.index + 1)
      let text = key.textUnchecked
      key = key.at(value.nextIndex)
      return JSONMember(key: text, value: value)
    }
  }
}
