/// An option's value for one tier or desk, `standard=60`, or for all, `60`.
public struct NamedValue: Equatable, Sendable {
  /// Whose value it is; all that are not named if there is none.
  public let name: String?
  /// The value as it was given.
  public let text: String

  /// Several such values with commas between them; `nil` where one of them is empty.
  public static func list(_ text: String) -> [NamedValue]? {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map { part -> NamedValue? in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let trimmed = halves.map { String($0).trimmed }
      guard trimmed.allSatisfy({ !$0.isEmpty }) else { return nil }
      return NamedValue(name: trimmed.count == 2 ? trimmed[0] : nil, text: trimmed[trimmed.count - 1])
    }
    return values.contains(nil) ? nil : values.compactMap(\.self)
  }
}

extension String {
  /// Without spaces at either end.
  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
