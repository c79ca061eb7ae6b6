/// A member of an object.
public struct JSONMember {
  /// The unescaped key.
  public let key: JSONText
  /// The value.
  public let value: JSONValue

  @inlinable
  init(key: JSONText, value: JSONValue) {
    self.key = key
    self.value = value
  }
}
