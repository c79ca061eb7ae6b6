import JSON

/// Finds what a row has for a rule: in cells by the headings' places, in objects by the members' names.
final class CellFinder {
  /// Where columns are in a row of cells, by their names in lower case; nil where rows are objects.
  private let places: [String: Int]?
  /// Holds what does not stand in the row as it is needed.
  private let scratch = JSONWriter(capacity: 256)

  /// - Throws: ``FileError`` where headings lack what the mapping names.
  init(_ mapping: ImportMapping, headings: [String]?, path: String) throws(FileError) {
    guard let headings else {
      places = nil
      return
    }
    let names = headings.map { $0.trimmed.lowercased() }
    places = Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let problems = problems(mapping, headings: headings, names)
    if !problems.isEmpty { throw FileError(path: path, problems: problems) }
  }

  private func problems(_ mapping: ImportMapping, headings: [String], _ names: [String]) -> [FileProblem] {
    func isThere(_ rule: ColumnRule) -> Bool { !present(rule.columns).isEmpty || rule.constant != nil }
    var missing: [[String]] = []
    if let id = mapping.fields[.id], !isThere(id) { missing.append(id.columns) }
    if mapping.fields[.id] == nil { missing.append([ImportField.id.name]) }
    if mapping.missingColumns == .refuse {
      missing += mapping.rules.filter { !isThere($0) && $0 != mapping.fields[.id] }.map(\.columns)
    }
    var problems: [FileProblem] = []
    if !missing.isEmpty {
      problems.append(
        FileProblem(
          line: 1, field: "", found: "the columns \(headings.map(\.trimmed).joined(separator: ", "))",
          expected: missing.map { $0.joined(separator: " or ") }.sorted().joined(separator: ", ")))
    }
    let wanted = Set(mapping.rules.flatMap(\.columns).map { $0.lowercased() })
    for (index, name) in names.enumerated() where wanted.contains(name) && names[..<index].contains(name) {
      problems.append(
        FileProblem(line: 1, field: "", found: "the column \(headings[index]) twice", expected: "each column once"))
    }
    return problems
  }

  /// Those of the columns that the file has; all where rows are objects, which may have any.
  func present(_ columns: [String]) -> [String] {
    guard let places else { return columns }
    return columns.filter { places[$0.lowercased()] != nil }
  }

  /// A rule with its columns found.
  func bind(_ rule: ColumnRule, _ mapping: ImportMapping) -> BoundRule {
    let columns = present(rule.columns)
    return BoundRule(
      rule, columns: columns, places: columns.compactMap { places?[$0.lowercased()] }, mapping)
  }

  /// What a row has for a rule, without white space around it: of its columns the first that is not empty. It lasts until
  /// the next one is asked for.
  func cell(_ bound: BoundRule, of row: RowTranslator.Row) -> Cell {
    switch row {
    case .cells(let reader):
      for place in bound.places {
        let found = mapped(reader[place].trimmed, bound.rule)
        if !found.isEmpty { return found }
      }
    case .object(let object):
      for column in bound.columns {
        let found = value(column, bound.rule, of: object)
        if !found.isEmpty { return found }
      }
    }
    return bound.rule.constant.map(keep) ?? Cell(start: nil, count: 0)
  }

  /// What a row has in each of a rule's columns that is not empty, and in each element of those that are lists.
  func each(_ bound: BoundRule, of row: RowTranslator.Row, _ body: (_ column: String, Cell) -> Void) {
    for (index, column) in bound.columns.enumerated() {
      switch row {
      case .cells(let reader):
        let found = mapped(reader[bound.places[index]].trimmed, bound.rule)
        if !found.isEmpty { body(column, found) }
      case .object(let object):
        guard let list = member(column, of: object)?.array else {
          let found = value(column, bound.rule, of: object)
          if !found.isEmpty { body(column, found) }
          continue
        }
        for element in list {
          let found = mapped(text(element).trimmed, bound.rule)
          if !found.isEmpty { body(column, found) }
        }
      }
    }
  }

  private func value(_ column: String, _ rule: ColumnRule, of object: JSONValue) -> Cell {
    guard let value = member(column, of: object) else { return Cell(start: nil, count: 0) }
    guard let list = value.array else { return mapped(text(value).trimmed, rule) }
    for element in list {
      let found = mapped(text(element).trimmed, rule)
      if !found.isEmpty { return found }
    }
    return Cell(start: nil, count: 0)
  }

  /// A member by its name, which may lead into objects: `user_fields.level`.
  private func member(_ name: String, of object: JSONValue) -> JSONValue? {
    guard let members = object.object else { return nil }
    if let found = members.first(where: { $0.key.utf8.elementsEqual(name.utf8) }) { return found.value }
    guard let dot = name.firstIndex(of: "."),
      let outer = members.first(where: { $0.key.utf8.elementsEqual(name[..<dot].utf8) })
    else { return nil }
    return member(String(name[name.index(after: dot)...]), of: outer.value)
  }

  /// A value as a cell would have it.
  private func text(_ value: JSONValue) -> Cell {
    switch value.kind {
    case .string: return value.utf8 ?? Cell(start: nil, count: 0)
    case .integer, .unsigned: return keep(value.unsigned.map(String.init) ?? value.int.map(String.init) ?? "")
    case .double: return keep(value.double.map { "\($0)" } ?? "")
    case .bool: return keep(value.bool == true ? "true" : "false")
    case .null, .array, .object: return Cell(start: nil, count: 0)
    }
  }

  /// What a value stands for.
  private func mapped(_ cell: Cell, _ rule: ColumnRule) -> Cell {
    if rule.values.isEmpty || cell.isEmpty { return cell }
    if let meaning = rule.values[cell.text.lowercased()] { return keep(meaning) }
    return rule.others == .ignore ? Cell(start: nil, count: 0) : cell
  }

  private func keep(_ text: String) -> Cell {
    scratch.removeAll()
    var text = text
    text.withUTF8 { scratch.raw(UnsafeRawBufferPointer($0)) }
    return scratch.bytes.assumingMemoryBound(to: UInt8.self)
  }
}
