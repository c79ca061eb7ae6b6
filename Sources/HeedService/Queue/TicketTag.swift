/// The entity tag of a ticket: its version, and in the answer to GET, which shows what changes by itself, a mark of that.
///
/// `If-Match` looks at the version alone: it says that nobody else has changed the ticket's facts meanwhile.
struct TicketTag {
  let version: Int64
  /// Differs where position, forecast or lease do; nil where only the version is meant.
  var mark: UInt64?

  /// The tag as a field has it.
  var text: String {
    mark.map { "\"\(version)-\(String($0, radix: 36))\"" } ?? "\"\(version)\""
  }

  /// Whether a field `If-None-Match` has this tag, so that the client knows the answer already.
  func isNamed(in field: String) -> Bool { Self.isNamed(text, in: field) }

  /// Whether a field `If-None-Match` has a tag.
  static func isNamed(_ text: String, in field: String) -> Bool {
    field.split(separator: ",").contains { element in
      let tag = element.trimming(while: { $0 == " " || $0 == "\t" })
      return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == text
    }
  }

  /// Whether a field `If-Match` lets a ticket of this version be changed.
  static func matches(_ field: String, version: Int64) -> Bool {
    field.split(separator: ",").contains { element in
      var tag = element.trimming(while: { $0 == " " || $0 == "\t" })
      if tag == "*" { return true }
      if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
      guard tag.count > 2, tag.first == "\"", tag.last == "\"" else { return false }
      return tag.dropFirst().dropLast().prefix { $0 != "-" } == "\(version)"
    }
  }
}

extension Substring {
  fileprivate func trimming(while isBlank: (Character) -> Bool) -> Substring {
    var text = drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }
}
