/// Which columns of a file tell customer, date and value.
public struct TransactionColumns: Equatable, Sendable {
  /// A column by its heading or by its number, from 1.
  enum Column: Equatable, Sendable {
    case named(String)
    case numbered(Int)
  }

  private let columns: [Column]
  /// Whether they are those of a file of which nothing was said.
  private let areUsual: Bool

  /// The columns headed `customer`, `date` and `value`; without headings the first three.
  public static let usual = TransactionColumns(
    columns: [.named("customer"), .named("date"), .named("value")], areUsual: true)

  private init(columns: [Column], areUsual: Bool) {
    self.columns = columns
    self.areUsual = areUsual
  }

  /// Three columns by name or number with commas between: `customer,date,value`, `2,3,5`; `nil` where it is not that.
  public init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0 != "0" }) else { return nil }
    self.init(
      columns: parts.map { part in
        if let number = Int(part), number > 0 { .numbered(number) } else { .named(part) }
      }, areUsual: false)
  }

  /// Where they are, from 0, and whether the file's first row is a heading.
  ///
  /// - Parameter isTransaction: Whether the first row reads as a transaction with these columns.
  /// - Throws: ``FileError`` where a column is not there.
  func find(
    in row: [String], path: String, isTransaction: ([Int]) -> Bool
  ) throws(FileError) -> (indices: [Int], hasHeading: Bool) {
    let headings = row.map { $0.lowercased() }
    if areUsual, columns.contains(where: { Self.index($0, headings) == nil }), row.count >= 3, isTransaction([0, 1, 2])
    {
      return ([0, 1, 2], false)
    }
    let indices = columns.map { Self.index($0, headings) }
    let missing = zip(columns, indices).filter { $0.1 == nil }.map { Self.text($0.0) }
    guard missing.isEmpty else {
      let expected =
        areUsual ? "customer, date and value; or say which are, as in --columns 1,2,3" : missing.joined(separator: ", ")
      throw FileError(
        path: path,
        problems: [
          FileProblem(
            line: 1, field: "", found: "the columns \(row.joined(separator: ", "))", expected: expected)
        ])
    }
    let found = indices.compactMap(\.self)
    let areNamed = columns.contains { if case .named = $0 { true } else { false } }
    return (found, areNamed || !isTransaction(found))
  }

  private static func index(_ column: Column, _ headings: [String]) -> Int? {
    switch column {
    case .named(let name): headings.firstIndex(of: name.lowercased())
    case .numbered(let number): number <= headings.count ? number - 1 : nil
    }
  }

  private static func text(_ column: Column) -> String {
    switch column {
    case .named(let name): name
    case .numbered(let number): "column \(number)"
    }
  }
}
