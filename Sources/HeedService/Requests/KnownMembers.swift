import JSON

/// The members of an object that are known by their keys, one after the other; the others are noted on the way.
///
/// Made part of each loop that uses it: stepping from key to key is much of what reading a request takes.
struct KnownMembers<Key: CaseIterable & RawRepresentable<String>> {
  private var members: JSONObject.Iterator
  private var seen: UInt32 = 0
  private let keys: JSONKeys<Key>

  /// The members of an object; anything else has none.
  @inline(__always)
  init(_ value: JSONValue, by keys: JSONKeys<Key>) {
    members = value.members
    self.keys = keys
  }

  @inline(__always)
  mutating func next(_ fields: inout FieldReader) -> (key: Key, value: JSONValue)? {
    while let member = members.next() {
      guard let match = keys.match(member.key) else {
        fields.unknown(member)
        continue
      }
      if seen & match.bit != 0 { fields.mayHaveDuplicateKeys = true }
      seen |= match.bit
      return (match.key, member.value)
    }
    return nil
  }
}
