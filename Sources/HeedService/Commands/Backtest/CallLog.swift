import Foundation
public import Queueing
import SwiftCSV

/// A log of calls, read by a mapping.
public struct CallLog: Sendable {
  /// The tickets in the file's order.
  public private(set) var tickets: [PastTicket] = []
  /// Rows that the mapping drops.
  public private(set) var dropped = 0
  /// Rows of tickets that neither waited nor were served, which tell nothing.
  public private(set) var passing = 0
  /// Rows that could not be read.
  public private(set) var refused = 0
  /// What was wrong with the first of those, by line.
  public private(set) var complaints: [String] = []

  private static let mostComplaints = 10

  /// Reads a log of commas, semicolons or tabs, with a line of headings.
  ///
  /// - Parameters:
  ///   - progress: Is called now and then with the number of rows read.
  /// - Throws: ``FileError`` where headings lack a column of the mapping, ``BacktestError`` where the mapping lacks one
  ///   that is needed.
  public init(
    _ text: String, path: String, mapping: LogMapping, progress: (Int) -> Void = { _ in }
  ) throws {
    if let shortcoming = mapping.shortcoming { throw BacktestError(shortcoming) }
    let heading = text.prefix { !$0.isNewline }
    let delimiter: CSVDelimiter = heading.contains("\t") ? .tab : heading.contains(";") ? .semicolon : .comma
    let csv = try EnumeratedCSV(string: text, delimiter: delimiter, loadColumns: false)
    let reader = try CallLogRow(header: csv.header, mapping: mapping, path: path)
    var (row, log) = (1, self)
    // The closure outlives nothing, but is not known not to.
    try withoutActuallyEscaping(progress) { progress in
      try csv.enumerateAsArray(startAt: 1, rowLimit: nil) { fields in
        row += 1
        log.add(reader.read(fields), row)
        if row % 50_000 == 0 { progress(row) }
      }
    }
    self = log
  }

  private mutating func add(_ reading: CallLogRow.Reading, _ row: Int) {
    switch reading {
    case .ticket(let ticket): tickets.append(ticket)
    case .dropped: dropped += 1
    case .passing: passing += 1
    case .refused(let why):
      refused += 1
      if refused <= Self.mostComplaints { complaints.append("line \(row): \(why)") }
    }
  }
}
