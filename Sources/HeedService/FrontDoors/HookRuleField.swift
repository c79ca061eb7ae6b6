import FrontDoors

/// Where a field comes from, as a file writes it: a path, a list of paths, a mapping with more, or a list of those.
struct HookRuleField {
  /// The rule; nil where the field is missing or wrong.
  private(set) var rule: HookRule?

  static let expectedPath =
    "a path such as meta.sender.email, labels.0, custom_fields[id=360].value or header:X-Name"

  /// Reads the field at a key.
  ///
  /// - Parameter problem: what the field would take, where a text of the file is nothing to it.
  init(_ key: String, _ fields: inout YAMLFields, _ problem: (String) -> String? = { _ in nil }) {
    // One that is not there is one that could be: a misspelt one is told of it.
    fields.allow(key)
    switch fields.shape(key) {
    case nil: return
    case .sequence where fields.elementShape(key) == .mapping:
      let sources = fields.list(key) { Self.sources(&$0) } ?? []
      rule = HookRule(sources.flatMap(\.self))
    case .scalar, .sequence:
      rule = HookRule(Self.paths(key, &fields).map { HookSource(.path($0)) })
    case .mapping:
      var sources: [HookSource] = []
      fields.fields(key) { sources = Self.sources(&$0) }
      rule = HookRule(sources)
    }
    if rule?.sources.isEmpty == true { rule = nil }
    for text in rule?.sources.flatMap(\.texts) ?? [] {
      if let expected = problem(text) { fields.wrong(key, found: "\"\(text)\"", expected: expected) }
    }
  }

  /// The sources of a mapping: one for each of its paths, and all that they share.
  private static func sources(_ fields: inout YAMLFields) -> [HookSource] {
    var origins = paths("at", &fields).map { HookSource.Origin.path($0) }
    var constant = ""
    fields.string("constant", into: &constant)
    if fields.has("constant") { origins.append(.constant(constant)) }
    if origins.isEmpty { fields.wrong("at", expected: "\(expectedPath), or a constant") }
    var (map, others, prefix) = ([String: String](), "", "")
    fields.fields("map") { values in
      for value in values.keys {
        var meaning = ""
        values.string(value, into: &meaning)
        map[value.lowercased()] = meaning
      }
    }
    fields.string("else", into: &others)
    fields.string("prefix", into: &prefix)
    if fields.has("else"), map.isEmpty { fields.wrong("else", expected: "a map beside it") }
    let actions = actions(&fields)
    return origins.map {
      HookSource($0, map: map, others: fields.has("else") ? others : nil, prefix: prefix, actions: actions)
    }
  }

  /// The paths at a key: one, a list of them, or none.
  static func paths(_ key: String, _ fields: inout YAMLFields) -> [HookPath] {
    var texts: [String] = []
    if fields.shape(key) == .scalar {
      var text = ""
      fields.string(key, into: &text)
      texts = [text]
    } else {
      fields.strings(key, into: &texts)
    }
    return texts.compactMap { text in
      if let path = HookPath(text) { return path }
      fields.wrong(key, found: "\"\(text)\"", expected: expectedPath)
      return nil
    }
  }

  private static func actions(_ fields: inout YAMLFields) -> Set<HookOrder.Action> {
    var names: [String] = []
    fields.strings("on", into: &names)
    let actions = names.map { HookOrder.Action(rawValue: $0) }
    if actions.contains(nil) { fields.wrong("on", expected: "a list of \(HookMappingFile.actionNames)") }
    return Set(actions.compactMap(\.self))
  }
}
