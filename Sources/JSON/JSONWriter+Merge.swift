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
    object {
      let members = target?.object
      if let members {
        for member in members where changes.first(where: { $0.key == member.key }) == nil {
          self.member(member.key, member.value)
        }
      }
      for change in changes where !change.value.isNull {
        string(utf8: change.key.utf8)
        raw(":")
        merge(change.value, into: members?.first { $0.key == change.key }?.value)
      }
    }
  }

  private func member(_ key: JSONText, _ value: JSONValue) {
    string(utf8: key.utf8)
    raw(":")
    self.value(value)
  }
}
