/// Reads the values of one webhook, and notes what of it is left out.
struct HookReading {
  let payload: HookPayload
  /// What is to be done, which some sources depend on.
  var action = HookOrder.Action.ignore
  private(set) var warnings: [String] = []

  private static let mostWarnings = 32

  init(_ payload: HookPayload) {
    self.payload = payload
  }

  /// The value of a field: that of its first source that has one of the kind.
  mutating func fact(_ rule: HookRule, _ kind: HookFieldKind, of field: String) -> HookFact? {
    for source in rule.sources where source.actions.isEmpty || source.actions.contains(action) {
      guard let text = text(source, of: field) else { continue }
      if let fact = kind.fact(text) { return fact }
      warn("\(field): expected \(kind.expectation), found \"\(text.prefix(60))\" at \(source.place); left out")
    }
    return nil
  }

  /// What a source says; nil where it says nothing.
  mutating func text(_ source: HookSource, of field: String) -> String? {
    switch source.origin {
    case .constant(let text): return source.prefix + text
    case .path(let path):
      let value = payload.value(at: path)
      if value.isStructure {
        warn("\(field): expected a text or a number, found an object or a list at \(path); left out")
        return nil
      }
      let scalars = value.scalars
      guard let first = scalars.first else { return nil }
      if source.map.isEmpty { return source.prefix + first }
      let meaning = scalars.lazy.compactMap { source.map[$0.lowercased()] }.first ?? source.others
      if meaning == nil, scalars.count == 1 {
        warn("\(field): the mapping lists no value \"\(first.prefix(60))\" for \(path); left out")
      }
      return meaning.flatMap { $0.isEmpty ? nil : source.prefix + $0 }
    }
  }

  mutating func warn(_ warning: String) {
    if warnings.count < Self.mostWarnings { warnings.append(warning) }
  }
}
