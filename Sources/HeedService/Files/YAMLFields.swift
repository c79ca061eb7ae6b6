import Yams

/// A mapping of a YAML file while it is read: every field is taken once, with the type it must have, and what is left
/// over at the end is a mistake, too. Mistakes are collected, so that a person sees all of them at once.
struct YAMLFields {
  private let mapping: Node.Mapping
  private let path: String
  private let report: YAMLReport
  private var taken: Set<String> = []

  /// The fields of `node`, which must be a mapping (or empty).
  init(_ node: Node, path: String = "", report: YAMLReport) {
    self.path = path
    self.report = report
    switch node {
    case .mapping(let mapping): self.mapping = mapping
    case .scalar(let scalar) where scalar.string.isEmpty || scalar.string == "null" || scalar.string == "~":
      mapping = Node.Mapping([])
    default:
      report.add(node, path, found: YAMLReport.describe(node), expected: "a mapping of fields")
      mapping = Node.Mapping([])
    }
  }

  /// The keys in the file's order.
  var keys: [String] { mapping.keys.compactMap(\.string) }

  mutating func string(_ key: String, into value: inout String) {
    guard let node = take(key) else { return }
    guard let scalar = node.scalar else { return wrong(key, node, "a text") }
    value = scalar.string
  }

  mutating func number(_ key: String, into value: inout Double) {
    guard let node = take(key) else { return }
    guard let number = node.float, number.isFinite else { return wrong(key, node, "a number") }
    value = number
  }

  mutating func integer(_ key: String, into value: inout Int) {
    guard let node = take(key) else { return }
    // Not node.int, which reads 1:30 as sixty to the base and traps where that overflows.
    guard let number = node.string.flatMap({ Int($0) }) else { return wrong(key, node, "a whole number") }
    value = number
  }

  mutating func bool(_ key: String, into value: inout Bool) {
    guard let node = take(key) else { return }
    guard let bool = node.bool else { return wrong(key, node, "true or false") }
    value = bool
  }

  /// One of the names of an enumeration.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, into value: inout Choice)
  where Choice.RawValue == String {
    guard let node = take(key) else { return }
    guard let choice = node.string.flatMap(Choice.init(rawValue:)) else {
      return wrong(key, node, "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    value = choice
  }

  mutating func strings(_ key: String, into value: inout [String]) {
    guard let node = take(key) else { return }
    guard let sequence = node.sequence, sequence.allSatisfy({ $0.scalar != nil }) else {
      return wrong(key, node, "a list of texts")
    }
    value = sequence.compactMap(\.string)
  }

  /// All fields as numbers by name, in the file's order.
  mutating func numbers() -> [(String, Double)] {
    keys.map { key in
      var value = 0.0
      number(key, into: &value)
      return (key, value)
    }
  }

  /// What a field is, where it may be one thing or another.
  enum Shape {
    case scalar, sequence, mapping
  }

  /// What stands at a key; nil where it is missing.
  func shape(_ key: String) -> Shape? {
    switch node(key) {
    case nil: nil
    case .sequence: .sequence
    case .mapping: .mapping
    default: .scalar
    }
  }

  /// What the first element of a list is; nil where there is none, or no list.
  func elementShape(_ key: String) -> Shape? {
    switch node(key)?.sequence?.first {
    case nil: nil
    case .sequence: .sequence
    case .mapping: .mapping
    default: .scalar
    }
  }

  /// Notes a field that may be there, for the list of those that are known.
  mutating func allow(_ key: String) { taken.insert(key) }

  /// Whether the field is there.
  func has(_ key: String) -> Bool { node(key) != nil }

  /// The fields of the mapping at `key`, to be read by `body`; nothing happens where the key is missing.
  mutating func fields(_ key: String, _ body: (inout YAMLFields) -> Void) {
    guard let node = take(key) else { return }
    var inner = YAMLFields(node, path: field(key), report: report)
    body(&inner)
    inner.finish()
  }

  /// The mappings in the list at `key`, each to be read by `body`; nil where the key is missing.
  mutating func list<Element>(_ key: String, _ body: (inout YAMLFields) -> Element) -> [Element]? {
    guard let node = take(key) else { return nil }
    guard let sequence = node.sequence else {
      wrong(key, node, "a list")
      return nil
    }
    return sequence.enumerated().map { index, element in
      let path = "\(field(key))[\(index)]"
      report.place(path, of: element)
      var inner = YAMLFields(element, path: path, report: report)
      defer { inner.finish() }
      return body(&inner)
    }
  }

  /// Reports the fields that nobody asked for.
  func finish() {
    for (key, _) in mapping {
      guard let name = key.string, taken.contains(name) else {
        let known = taken.sorted().joined(separator: ", ")
        report.add(
          key, field(key.string ?? "?"), found: "an unknown field",
          expected: known.isEmpty ? "no field here" : "one of \(known)")
        continue
      }
    }
  }

  /// Reports a mistake at `key` that the caller found, unless one is known at the key or at the whole mapping.
  ///
  /// - Parameter found: what is wrong; nil: all that stands there.
  func wrong(_ key: String, found: String? = nil, expected: String) {
    if report.has(field(key)) || report.has(path) { return }
    report.add(field(key), found: found ?? node(key).map(YAMLReport.describe) ?? "nothing", expected: expected)
  }

  private func wrong(_ key: String, _ node: Node, _ expected: String) {
    report.add(node, field(key), found: YAMLReport.describe(node), expected: expected)
  }

  private mutating func take(_ key: String) -> Node? {
    taken.insert(key)
    guard let node = node(key) else { return nil }
    report.place(field(key), of: node)
    return node
  }

  /// What stands at a key. Not by the mapping's own subscript, to which "2" in quotes is another key than 2 without.
  private func node(_ key: String) -> Node? { mapping.first { $0.key.string == key }?.value }

  private func field(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
