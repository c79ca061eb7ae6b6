import Foundation
public import Scoring

/// The transactions of a file.
public struct TransactionFile: Sendable {
  /// The transactions; customers are numbered in the order in which they appear.
  public private(set) var log = TransactionLog()
  /// Rows with a value below zero: goods that came back, which are no purchases.
  public private(set) var returns = 0
  /// Rows that could not be read.
  public private(set) var refused = 0
  /// What was wrong with the first of those, by line.
  public private(set) var complaints: [String] = []

  private var numbers: [String: Int] = [:]
  private var dates = TransactionDates()

  private static let mostComplaints = 20
  private static let rowsBetweenProgress = 100_000

  /// Reads a file of commas, semicolons, tabs or spaces, with a row of headings or without.
  ///
  /// - Parameters:
  ///   - bytes: The file's content, UTF-8.
  ///   - path: The file's name, for errors.
  ///   - columns: Which columns count.
  ///   - progress: Is called now and then with the number of rows read.
  /// - Throws: ``FileError`` where a column is not there.
  public init(
    _ bytes: [UInt8], path: String, columns: TransactionColumns = .usual, progress: (Int) -> Void = { _ in }
  ) throws {
    let rows = TransactionRows(bytes)
    let decimalComma = rows.separator != .comma
    var indices: [Int]?
    var failure: FileError?
    var file = self
    try rows.forEach { line, fields in
      guard failure == nil else { return }
      if line % Self.rowsBetweenProgress == 0 { progress(line) }
      if let indices { return file.add(fields, indices, line, decimalComma) }
      do throws(FileError) {
        let found = try columns.find(in: fields, path: path) { indices in
          file.dates.day(fields[indices[1]]) != nil || Self.value(fields[indices[2]], decimalComma) != nil
        }
        indices = found.indices
        if !found.hasHeading { file.add(fields, found.indices, line, decimalComma) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    self = file
    dates = TransactionDates()
  }

  /// The number of customers.
  public var customers: Int { numbers.count }

  private mutating func add(_ fields: [String], _ indices: [Int], _ line: Int, _ decimalComma: Bool) {
    guard let last = indices.max(), last < fields.count else {
      return refuse(line, "expected \((indices.max() ?? 0) + 1) columns, found \(fields.count)")
    }
    let (customer, date, amount) = (fields[indices[0]], fields[indices[1]], fields[indices[2]])
    guard !customer.isEmpty else { return refuse(line, "expected a customer, found nothing") }
    guard let day = dates.day(date) else {
      return refuse(line, "expected a date such as 2026-11-22 or 20261122, found \(Self.shown(date))")
    }
    guard let value = Self.value(amount, decimalComma) else {
      return refuse(line, "expected a value such as 19.90, found \(Self.shown(amount))")
    }
    guard value >= 0 else {
      returns += 1
      return
    }
    let number = numbers[customer] ?? numbers.count
    if log.add(customer: number, day: day, value: value) {
      if number == numbers.count { numbers[customer] = number }
    } else {
      refuse(line, "the date or the value is out of range")
    }
  }

  private mutating func refuse(_ line: Int, _ why: String) {
    refused += 1
    if refused <= Self.mostComplaints { complaints.append("line \(line): \(why)") }
  }

  private static func shown(_ text: String) -> String { text.isEmpty ? "nothing" : String(text.prefix(60)) }

  /// A number; where commas separate no fields, `19,90` is one too.
  private static func value(_ text: String, _ decimalComma: Bool) -> Double? {
    if let value = Double(text) { return value.isFinite ? value : nil }
    guard decimalComma, !text.contains("."), text.filter({ $0 == "," }).count == 1 else { return nil }
    return Double(text.replacingOccurrences(of: ",", with: ".")).flatMap { $0.isFinite ? $0 : nil }
  }
}

extension TransactionFile {
  /// Days since 1970 of a date such as `2026-11-22`, `20261122` or a time; `nil` where it is none.
  public static func day(_ text: String) -> Int? {
    var dates = TransactionDates()
    return dates.day(text)
  }

  /// A day as a date: `2026-11-22`.
  public static func text(day: Int) -> String { TransactionDates.text(day) }
}
