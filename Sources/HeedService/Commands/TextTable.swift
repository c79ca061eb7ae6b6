/// A table of text with columns as wide as they need to be.
struct TextTable {
  private var rows: [[String]] = []
  private let rightAligned: Set<Int>

  /// A table with these headings; columns by index in `rightAligned` are numbers.
  init(_ headings: [String], rightAligned: Set<Int> = []) {
    self.rightAligned = rightAligned
    rows = [headings]
  }

  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// The table, a line a row, the headings underlined.
  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    var lines = rows.map { line($0, widths) }
    lines.insert(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "), at: 1)
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in row.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      line += (column == 0 ? "" : "  ") + (rightAligned.contains(column) ? padding + cell : cell + padding)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
