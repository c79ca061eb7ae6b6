import JSON

/// The members of an object that are known by their keys, one after the other; the others are noted on the way.
struct KnownMembers<Key: MemberKey> {
  /// Nil where there is no object.
  private var members: JSONObject.Iterator?
  private var seen: UInt32 = 0
  // Once an object: what is global has to be asked for with a call.
  private let keys = Key.keys

  init(_ object: JSONObject?) {
    members = object?.makeIterator()
  }

  mutating func next(_ fields: inout FieldReader) -> (key: Key, value: JSONValue)? {
    while let member = members?.next() {
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
