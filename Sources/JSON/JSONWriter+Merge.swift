extension JSONWriter {
  /// Writes a value as it is.
  public func value(_ value: JSONValue) {
    switch value.kind {
    case .null: null()
    case .bool: bool(value.bool == true)
    case .integer: number(value.int ?? 0)
    case .unsigned: number(value.unsigned ?? 0)
    case .double: number(value.double ?? 0)
    case .string: if let text = value.text { string(utf8: text.utf8) }
    case .array: array { value.array?.forEach { self.value($0) } }
    case .object:
      object {
        if let members = value.object { for member in members { self.member(member.key, member.value) } }
      }
    }
  }

  /// Writes what a merge patch makes of a value (RFC 7396): members of the patch take the place of those with the same
  /// key, `null` takes a member away, and anything but an object takes the place of the whole.
  public func merge(_ patch: JSONValue, into target: JSONValue?) {
    guard let changes = patch.object else { return value(patch) }
    // Looked up by their keys: a search from the start for each would take seconds for the greatest objects.
    let changed = Set(changes.map(\.key))
    var replaced: [JSONText: JSONValue] = [:]
    object {
      if let members = target?.object {
        for member in members {
          if changed.contains(member.key) {
            replaced[member.key] = member.value
          } else {
            self.member(member.key, member.value)
          }
        }
      }
      for change in changes where !change.value.isNull {
        string(utf8: change.key.utf8)
        raw(":")
        merge(change.value, into: replaced[change.key])
      }
    }
  }

  private func member(_ key: JSONText, _ value: JSONValue) {
    string(utf8: key.utf8)
    raw(":")
    self.value(value)
  }
}
