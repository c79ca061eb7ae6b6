import Foundation
import Yams

/// A mapping in YAML: a file of the company's own, or one that comes with Heed (``ImportPreset``).
struct ImportMappingFile {
  private let path: String

  init(path: String) { self.path = path }

  /// What the file says.
  ///
  /// - Throws: ``FileError`` with all its mistakes.
  func mapping() throws(FileError) -> ImportMapping {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw FileError(
        path: path,
        problems: [
          FileProblem(
            line: nil, field: "", found: FileReason.reading(path),
            expected: "a mapping in YAML, or one of \(ImportPreset.allCases.map(\.rawValue).joined(separator: ", "))")
        ])
    }
    return try Self.read(String(decoding: data, as: UTF8.self), path: path)
  }

  /// Reads a mapping from the text of a file.
  static func read(_ text: String, path: String) throws(FileError) -> ImportMapping {
    var mapping = ImportMapping()
    mapping.text = text
    try YAMLReport.read(text, path: path) { fields, _ in
      fields.choice("decimal", into: &mapping.decimal)
      fields.choice("dates", into: &mapping.dates)
      fields.choice("missing_columns", into: &mapping.missingColumns)
      fields.choice("taken_identities", into: &mapping.takenIdentities)
      words("yes", &fields, into: &mapping.yes)
      words("no", &fields, into: &mapping.no)
      for field in ImportField.allCases where !field.name.contains(".") {
        mapping.fields[field] = rule(field.name, &fields)
      }
      for group in ["purchases", "subscription", "conduct", "declared"] {
        fields.fields(group) { inner in
          for field in ImportField.allCases where field.name.hasPrefix(group + ".") {
            mapping.fields[field] = rule(String(field.name.dropFirst(group.count + 1)), &inner)
          }
        }
      }
      fields.fields("identities") { inner in
        for kind in inner.keys {
          if let rule = rule(kind, &inner) { mapping.identities.append(.init(kind: kind.lowercased(), rule: rule)) }
        }
      }
      mapping.accounts = fields.list("accounts") { account(&$0) } ?? []
      if mapping.fields[.id] == nil { fields.wrong("id", expected: "the column with the customer's id") }
    }
    return mapping
  }

  private static func account(_ fields: inout YAMLFields) -> [AccountField: ColumnRule] {
    var account: [AccountField: ColumnRule] = [:]
    for field in AccountField.allCases where !field.name.contains(".") {
      account[field] = rule(field.name, &fields)
    }
    fields.fields("provider") { inner in
      account[.providerValue] = rule("value", &inner)
      account[.providerScale] = rule("scale", &inner)
    }
    if account[.network] == nil { fields.wrong("network", expected: "the network, such as {constant: twitter}") }
    return account
  }

  /// A column's name, a list of them, or a mapping with more.
  private static func rule(_ key: String, _ fields: inout YAMLFields) -> ColumnRule? {
    var rule = ColumnRule()
    switch fields.shape(key) {
    case nil: return nil
    case .scalar:
      var column = ""
      fields.string(key, into: &column)
      rule.columns = [column]
    case .sequence: fields.strings(key, into: &rule.columns)
    case .mapping: fields.fields(key) { read(&$0, into: &rule) }
    }
    rule.columns = rule.columns.map(\.trimmed)
    if rule.columns.allSatisfy(\.isEmpty), rule.constant == nil {
      fields.wrong(key, expected: "the name of a column, or {constant: …}")
    }
    return rule
  }

  private static func read(_ fields: inout YAMLFields, into rule: inout ColumnRule) {
    if fields.shape("column") == .sequence {
      fields.strings("column", into: &rule.columns)
    } else {
      var column = ""
      fields.string("column", into: &column)
      rule.columns = column.isEmpty ? [] : [column]
    }
    var constant = ""
    fields.string("constant", into: &constant)
    rule.constant = constant.isEmpty ? nil : constant
    fields.fields("values") { values in
      for value in values.keys {
        var meaning = ""
        values.string(value, into: &meaning)
        rule.values[value.lowercased()] = meaning
      }
    }
    fields.choice("other_values", into: &rule.others)
    var (decimal, dates) = (DecimalSign.point, DateOrder.iso)
    if fields.has("decimal") {
      fields.choice("decimal", into: &decimal)
      rule.decimal = decimal
    }
    if fields.has("dates") {
      fields.choice("dates", into: &dates)
      rule.dates = dates
    }
    // Read here to be known, as words of their own for one column.
    yesAndNo(&fields, into: &rule)
  }

  /// Words of a column's own for yes and no are values that stand for those.
  private static func yesAndNo(_ fields: inout YAMLFields, into rule: inout ColumnRule) {
    for (key, meaning) in [("yes", "true"), ("no", "false")] {
      var texts: [String] = []
      fields.strings(key, into: &texts)
      for text in texts { rule.values[text.lowercased()] = meaning }
    }
  }

  private static func words(_ key: String, _ fields: inout YAMLFields, into words: inout Set<String>) {
    guard fields.has(key) else { return }
    var texts: [String] = []
    fields.strings(key, into: &texts)
    words = Set(texts.map { $0.lowercased() })
  }
}
