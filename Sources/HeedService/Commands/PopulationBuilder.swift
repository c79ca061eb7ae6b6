import Foundation
import JSON
public import Scoring

/// Makes a population table from a company's customers: `heed population`.
public final class PopulationBuilder {
  /// What was read.
  public struct Summary: Sendable {
    /// Customers with a lifetime value.
    public var valued = 0
    /// Customers of whom nothing tells the lifetime value.
    public var without = 0
    /// Rows that could not be read.
    public var refused = 0
  }

  private let settings: LifetimeValueSettings
  private let complain: (String) -> Void
  private let progress: (Int) -> Void
  private var values: [Double] = []
  /// What was read so far.
  public private(set) var summary = Summary()

  /// - Parameters:
  ///   - settings: how lifetime values are computed.
  ///   - complain: takes a line for each row that is refused.
  ///   - progress: is told now and then how many rows were read.
  public init(
    _ settings: LifetimeValueSettings, complain: @escaping (String) -> Void, progress: @escaping (Int) -> Void
  ) {
    self.settings = settings
    self.complain = complain
    self.progress = progress
  }

  /// Reads customers as JSON, one a line, in the schema of a request's `customer`.
  public func read(lines bytes: [UInt8]) {
    let parser = JSONParser()
    var decoder = RequestDecoder()
    bytes.withUnsafeBytes { buffer in
      for (index, line) in JSONLines(buffer).enumerated() {
        do {
          let value = try parser.parse(copying: line)
          var customer = Customer()
          if decoder.decode(value, into: &customer) {
            add(customer)
          } else {
            refuse(index + 1, decoder.fields.errors.map { "\($0.pointer): \($0.detail)" }.joined(separator: "; "))
          }
        } catch {
          refuse(index + 1, "\(error)")
        }
      }
    }
  }

  /// Reads customers as CSV with a line of headings: `lifetime_value`; or `count`, `first_days_ago`, `last_days_ago`
  /// and `average_value`; or `margin_per_year` and `retention`; or `x`, `t_x`, `T` (weeks) and `zbar`, as the
  /// literature has them. Other columns are passed over.
  ///
  /// - Throws: ``FileError`` when the headings have none of these.
  public func read(csv bytes: [UInt8], path: String) throws {
    let reader = DelimitedReader(ByteSource(bytes), delimiter: .comma)
    let headings = try reader.next() == .row ? reader.texts.map(\.trimmed) : []
    let columns = Dictionary(
      headings.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    guard let layout = Layout(columns) else {
      throw FileError(
        path: path,
        problems: [
          FileProblem(
            line: 1, field: "", found: "the columns \(headings.joined(separator: ", "))",
            expected: Layout.expectation)
        ])
    }
    while true {
      switch try reader.next() {
      case .row:
        let fields = reader.texts
        if let customer = layout.customer(fields) {
          add(customer)
        } else {
          refuse(reader.line, "expected numbers in \(layout.names), found \(fields.joined(separator: ","))")
        }
      case .refused(let row): refuse(row.line, row.detail)
      case .end: return
      }
    }
  }

  /// The table of all customers read.
  ///
  /// - Throws: `PopulationTableError` when there were none with a lifetime value.
  public func table(points: Int) throws -> PopulationTable {
    try PopulationTable(values: values, points: points)
  }

  private func add(_ customer: Customer) {
    if let worth = settings.value(of: customer) {
      values.append(worth.amount)
      summary.valued += 1
    } else {
      summary.without += 1
    }
    tick()
  }

  private func refuse(_ row: Int, _ why: String) {
    summary.refused += 1
    if summary.refused <= Self.mostComplaints { complain("row \(row): \(why)") }
    if summary.refused == Self.mostComplaints { complain("more rows are refused without a word") }
    tick()
  }

  private func tick() {
    let rows = summary.valued + summary.without + summary.refused
    if rows % Self.rowsBetweenProgress == 0 { progress(rows) }
  }

  private static let mostComplaints = 20
  private static let rowsBetweenProgress = 50_000
}

/// Which columns of a CSV file tell a customer's lifetime value.
private enum Layout {
  case given(Int)
  case purchases(count: Int, first: Int, last: Int, average: Int)
  case subscription(margin: Int, retention: Int)
  case weeks(x: Int, tx: Int, age: Int, mean: Int)

  static let expectation =
    "lifetime_value; or count, first_days_ago, last_days_ago, average_value; or margin_per_year, retention; "
    + "or x, t_x, T, zbar"

  init?(_ columns: [String: Int]) {
    if let value = columns["lifetime_value"] {
      self = .given(value)
    } else if let count = columns["count"], let first = columns["first_days_ago"],
      let last = columns["last_days_ago"], let average = columns["average_value"]
    {
      self = .purchases(count: count, first: first, last: last, average: average)
    } else if let margin = columns["margin_per_year"], let retention = columns["retention"] {
      self = .subscription(margin: margin, retention: retention)
    } else if let x = columns["x"], let tx = columns["t_x"], let age = columns["T"], let mean = columns["zbar"] {
      self = .weeks(x: x, tx: tx, age: age, mean: mean)
    } else {
      return nil
    }
  }

  var names: String {
    switch self {
    case .given: "lifetime_value"
    case .purchases: "count, first_days_ago, last_days_ago, average_value"
    case .subscription: "margin_per_year, retention"
    case .weeks: "x, t_x, T, zbar"
    }
  }

  /// The customer of a row; nil where a number is missing or out of range.
  func customer(_ fields: [String]) -> Customer? {
    func number(_ index: Int) -> Double? {
      guard index < fields.count, let value = Double(fields[index].trimmingCharacters(in: .whitespaces)),
        value.isFinite
      else { return nil }
      return value
    }
    switch self {
    case .given(let index): return number(index).map { Customer(lifetimeValue: $0) }
    case .purchases(let count, let first, let last, let average):
      return Self.customer(number(count), number(first), number(last), number(average))
    case .weeks(let x, let tx, let age, let mean):
      guard let x = number(x), let tx = number(tx), let age = number(age) else { return nil }
      return Self.customer(x + 1, age * 7, (age - tx) * 7, number(mean))
    case .subscription(let margin, let retention):
      guard let margin = number(margin), let retention = number(retention), (0...1).contains(retention) else {
        return nil
      }
      return Customer(subscription: Subscription(marginPerYear: margin, retention: retention))
    }
  }

  private static func customer(_ count: Double?, _ first: Double?, _ last: Double?, _ average: Double?) -> Customer? {
    guard let count, let first, let last, let average, let whole = Int(exactly: count), whole >= 0, last >= 0,
      first >= last, average >= 0
    else { return nil }
    return Customer(
      purchases: Purchases(count: whole, firstDaysAgo: first, lastDaysAgo: last, averageValue: average))
  }
}
