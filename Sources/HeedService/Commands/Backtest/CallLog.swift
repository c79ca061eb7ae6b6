public import Queueing

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
    _ bytes: [UInt8], path: String, mapping: LogMapping, progress: (Int) -> Void = { _ in }
  ) throws {
    if let shortcoming = mapping.shortcoming { throw BacktestError(shortcoming) }
    let cells = DelimitedReader(ByteSource(bytes))
    let header = try cells.next() == .row ? cells.texts : []
    let reader = try CallLogRow(header: header, mapping: mapping, path: path)
    var rows = 1
    while true {
      switch try cells.next() {
      case .row: add(reader.read(cells.texts), cells.line)
      case .refused(let row): add(.refused(row.detail), row.line)
      case .end: return
      }
      rows += 1
      if rows % 50_000 == 0 { progress(rows) }
    }
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
