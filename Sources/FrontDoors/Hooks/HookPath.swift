/// Where in a webhook a value stands.
///
/// Names of members with points between them lead into the body: `meta.sender.email`. A number counts the elements of
/// an array from 0, as a name or in brackets, and negative ones from the end: `labels.0`, `labels[0]`, `messages[-1]`.
/// `custom_fields[id=360].value` is the element with a member of that value, `fields["a.b"]` a name with a point in it.
/// Where the way leads into a text that is JSON, it goes on in that: `TaskAttributes.customer`. `header:X-Name` is a
/// field of the request's head.
public struct HookPath: Hashable, Sendable {
  /// The path as it was written.
  public let text: String
  let origin: Origin

  enum Origin: Hashable, Sendable {
    case header(String)
    case body([Step])
  }

  enum Step: Hashable, Sendable {
    case name(String)
    case index(Int)
    /// The first element that has this member with this value.
    case element(name: String, value: String)
  }

  /// - Returns: nil where the text is no path.
  public init?(_ text: String) {
    self.text = text
    if text.lowercased().hasPrefix("header:") {
      let name = text.dropFirst("header:".count)
      guard !name.isEmpty, name.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else { return nil }
      origin = .header(String(name))
    } else {
      guard let steps = Self.steps(text) else { return nil }
      origin = .body(steps)
    }
  }

  private static func steps(_ text: String) -> [Step]? {
    var steps: [Step] = []
    var rest = text[...]
    while !rest.isEmpty {
      if rest.first == "[" {
        guard let step = bracket(&rest) else { return nil }
        steps.append(step)
      } else {
        if !steps.isEmpty {
          guard rest.popFirst() == "." else { return nil }
        }
        let name = rest.prefix { $0 != "." && $0 != "[" && $0 != "]" }
        guard !name.isEmpty else { return nil }
        steps.append(.name(String(name)))
        rest = rest[name.endIndex...]
      }
    }
    return steps.isEmpty ? nil : steps
  }

  /// `[0]`, `[id=360]` or `["name"]`.
  private static func bracket(_ rest: inout Substring) -> Step? {
    rest.removeFirst()
    if rest.first == "\"" {
      rest.removeFirst()
      guard let end = rest.firstIndex(of: "\"") else { return nil }
      let name = String(rest[..<end])
      rest = rest[end...].dropFirst()
      return rest.popFirst() == "]" && !name.isEmpty ? .name(name) : nil
    }
    guard let end = rest.firstIndex(of: "]") else { return nil }
    let content = rest[..<end]
    rest = rest[end...].dropFirst()
    if let index = Int(content) { return .index(index) }
    guard let equals = content.firstIndex(of: "=") else { return nil }
    let name = content[..<equals]
    return name.isEmpty ? nil : .element(name: String(name), value: String(content[equals...].dropFirst()))
  }
}

extension HookPath: CustomStringConvertible {
  public var description: String { text }
}
