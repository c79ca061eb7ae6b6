/// A rule whose columns were looked up in a file, with what reads its values.
final class BoundRule {
  let rule: ColumnRule
  /// Those of its columns that the file has; all of them where rows are objects, which may have any.
  let columns: [String]
  /// Where they are in a row of cells.
  let places: [Int]
  var number: CellNumber
  var date: CellDate
  /// Words for yes and no that were seen, to know them by their bytes.
  private var words: [(bytes: [UInt8], isYes: Bool)] = []
  private static let mostWords = 8

  init(_ rule: ColumnRule, columns: [String], places: [Int], _ mapping: ImportMapping) {
    self.rule = rule
    self.columns = columns
    self.places = places
    number = CellNumber(rule.decimal ?? mapping.decimal)
    date = CellDate(rule.dates ?? mapping.dates)
  }

  /// What to call it in errors.
  var name: String {
    columns.isEmpty ? "the constant \(rule.constant ?? "")" : columns.joined(separator: " or ")
  }

  /// What was expected in place of a value that the mapping does not list and does not want; nil where nothing is wrong.
  func refusal(of cell: Cell) -> String? {
    guard rule.others == .refuse, !rule.values.isEmpty, !rule.values.values.contains(cell.text) else { return nil }
    return "one of \(rule.values.keys.sorted().joined(separator: ", "))"
  }

  /// Whether a cell means yes; nil where it means neither yes nor no.
  func isYes(_ cell: Cell, _ mapping: ImportMapping) -> Bool? {
    if let known = words.first(where: { $0.bytes.elementsEqual(cell) }) { return known.isYes }
    let word = cell.text.lowercased()
    guard mapping.yes.contains(word) || mapping.no.contains(word) else { return nil }
    let isYes = mapping.yes.contains(word)
    if words.count < Self.mostWords { words.append((Array(cell), isYes)) }
    return isYes
  }
}
