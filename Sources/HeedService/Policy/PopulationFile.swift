import Foundation
public import Scoring

/// A population table on file: CSV with the columns `quantile` (0…1, in equal steps) and `value`, after lines of
/// comment that start with `#`.
public enum PopulationFile {
  /// Reads a table.
  ///
  /// - Throws: ``FileError`` with every line that is wrong.
  static func read(_ bytes: [UInt8], path: String) throws(FileError) -> PopulationTable {
    var values: [Double] = []
    var quantiles: [(line: Int, quantile: Double)] = []
    var problems: [FileProblem] = []
    let lines = String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var rows = lines.enumerated().map { ($0.offset + 1, $0.element.trimmingCharacters(in: .whitespaces)) }
      .filter { !$0.1.isEmpty && !$0.1.hasPrefix("#") }
    if let first = rows.first, first.1 == header {
      rows.removeFirst()
    } else {
      problems.append(FileProblem(line: 1, field: "", found: "no header", expected: header))
    }
    for (line, row) in rows {
      let fields = row.split(separator: ",")
      if fields.count == 2, let quantile = Double(fields[0]), let value = Double(fields[1]) {
        quantiles.append((line, quantile))
        values.append(value)
      } else {
        problems.append(FileProblem(line: line, field: "", found: row, expected: "two numbers, \(header)"))
      }
    }
    let last = Double(max(1, rows.count - 1))
    for (index, row) in quantiles.enumerated() where abs(row.quantile - Double(index) / last) > stepTolerance {
      problems.append(
        FileProblem(
          line: row.line, field: "quantile", found: "\(row.quantile)",
          expected: "\(decimals(Double(index) / last, 4)): equal steps from 0 to 1"))
    }
    if problems.isEmpty {
      do {
        return try PopulationTable(quantiles: values)
      } catch {
        problems.append(
          FileProblem(line: nil, field: "value", found: "\(error)", expected: "finite values that do not fall"))
      }
    }
    throw FileError(path: path, problems: problems)
  }

  /// The table as a file, with `comments` on top, a line each.
  public static func write(_ table: PopulationTable, comments: [String]) -> String {
    let last = Double(max(1, table.quantiles.count - 1))
    let rows = table.quantiles.enumerated().map { index, value in
      "\(decimals(Double(index) / last, 4)),\(decimals(value, 4))"
    }
    return (comments.map { "# \($0)" } + [header] + rows).joined(separator: "\n") + "\n"
  }

  private static func decimals(_ value: Double, _ count: Int) -> String {
    String(format: "%.\(count)f", value)
  }

  private static let header = "quantile,value"
  /// Quantiles are written with four decimals.
  private static let stepTolerance = 0.000_1
}
