import Foundation
import Glibc
import Scoring
import Storage

/// Imports customers from a file: `heed import`.
public final class FileImport {
  /// What a run is to do.
  public struct Options: Sendable {
    /// The file; `-` is standard input.
    public var path: String
    /// How it is written; nil: as its name says, or as CSV.
    public var format: ImportFormat?
    /// A preset's name or a file of YAML; nil: headings that are the fields' own names, or objects as `PUT` takes them.
    public var mapping: String?
    /// Whether to begin anew a file of which a run was cut off.
    public var restarts = false
    /// After so many refused rows the run ends; nil: it goes on.
    public var mostRefused: Int?
    /// As of when the file is, in seconds since 1970; nil: when it was last changed.
    public var asOf: Double?
    /// The file to write refused rows to.
    public var report: String?

    /// A file to import, with nothing else said.
    public init(path: String) {
      self.path = path
    }
  }

  /// Where customers go.
  public enum Target {
    /// Nowhere: the file is only checked.
    case nowhere
    /// The store in a folder, which no service may have open.
    case folder(String, MemoryConfiguration, LoadedPolicy)
    /// A running service, with the API key to show.
    case service(address: String, key: String?)
  }

  /// How far it has come.
  public struct Progress: Sendable {
    /// Rows in all, and those before this run.
    public var rows = 0
    public var rowsBefore = 0
    /// Customers that are new, or of whom something was news.
    public var accepted = 0
    /// Customers who were stored already as their rows tell of them.
    public var unchanged = 0
    public var refused = 0
    /// Columns that were left out of rows that were taken.
    public var warnings = 0
    /// The bytes read in all, those before this run, and of how many; nil where nobody knows.
    public var bytes = 0
    public var bytesBefore = 0
    public var allBytes: Int?
    /// Seconds since the run began.
    public var seconds = 0.0

    /// Rows a second of this run.
    public var rate: Double { seconds > 0 ? Double(rows - rowsBefore) / seconds : 0 }
    /// Seconds to the end, if it goes on so; nil where nobody can tell.
    public var secondsLeft: Double? {
      guard let allBytes, bytes > bytesBefore, seconds > 0 else { return nil }
      return Double(allBytes - bytes) * seconds / Double(bytes - bytesBefore)
    }
  }

  private let options: Options
  private let file: ImportFile
  private let mapping: ImportMapping?
  private let now: Double
  private let complain: (String) -> Void
  private let show: (Progress) -> Void
  private var complaints = 0
  private static let mostComplaints = 20
  private static let secondsBetweenProgress = 0.25

  /// - Parameters:
  ///   - now: the present, in seconds since 1970.
  ///   - complain: takes a line for each of the first rows that are refused, and for what else there is to say.
  ///   - show: is told now and then how far it is.
  /// - Throws: ``FileError`` where the file or the mapping cannot be read.
  public init(
    _ options: Options, now: Double, complain: @escaping (String) -> Void, show: @escaping (Progress) -> Void
  ) throws {
    self.options = options
    self.now = now
    self.complain = complain
    self.show = show
    mapping = try options.mapping.map { name throws(FileError) in
      if let preset = ImportPreset(rawValue: name) { return try preset.mapping() }
      return try ImportMappingFile(path: name).mapping()
    }
    file = try ImportFile(path: options.path, format: options.format)
  }

  /// Reads the file to its end.
  ///
  /// - Returns: what became of its rows, with those of runs that were cut off.
  /// - Throws: ``FileError`` where the file is not what the mapping needs, `StorageError` where the store cannot be opened
  ///   or written, ``ImportError`` where the service does not take it or too much is refused. Rows before that stay.
  public func run(into target: Target) throws -> Progress {
    let asOf = min(now, options.asOf ?? file.changedAt ?? now)
    let (destination, close) = try destination(target, asOf: asOf)
    defer { close() }
    let standing = options.restarts ? nil : try destination.standing()
    if let standing, standing.rows > 0 {
      complain(
        "heed: going on behind line \(standing.place.line - 1), where an earlier run ended; --restart begins anew")
    }
    let reader = try ImportReader(
      open: file.open, format: file.format, mapping: mapping, path: options.path,
      place: standing?.place ?? ImportPlace(), now: now, asOf: asOf, wantsBodies: destination.wantsBodies)
    if !reader.unusedHeadings.isEmpty {
      complain("heed: columns that are not used: \(reader.unusedHeadings.joined(separator: ", "))")
    }
    let report = try options.report.map { path throws(ImportError) in
      try ImportReport(path: path, isContinued: standing != nil)
    }
    let progress = try carryOver(reader, destination, standing ?? ImportStanding(), report)
    try destination.finish()
    return progress
  }

  private func carryOver(
    _ reader: ImportReader, _ destination: any ImportDestination, _ start: ImportStanding, _ report: ImportReport?
  ) throws -> Progress {
    var standing = start
    let begin = MonotonicClock.now
    var nextShow = Self.secondsBetweenProgress
    var isAtEnd = false
    while true {
      var (chunk, refused) = (ImportChunk(), [RefusedRow]())
      while chunk.customers.count < destination.mostRows, chunk.byteCount < destination.mostBytes,
        refused.count < destination.mostRows, !isAtEnd
      {
        let offset = reader.place.offset
        switch try reader.next() {
        case .customer(let customer):
          chunk.customers.append(customer)
          if destination.wantsBodies { chunk.add(reader.body) }
        case .refused(let row): refused.append(row)
        case .end: isAtEnd = true
        }
        chunk.byteCount += reader.place.offset - offset
      }
      standing.place = reader.place
      standing.refused += refused.count
      var result = ImportResult()
      if !chunk.customers.isEmpty { result = try destination.take(chunk, standing) }
      standing.add(result)
      result.refused += refused
      try report?.write(result)
      tell(result.refused)
      let seconds = Double(MonotonicClock.now - begin) / 1e9
      let progress = progress(standing, from: start, seconds)
      if isAtEnd { return progress }
      if seconds >= nextShow {
        nextShow = seconds + Self.secondsBetweenProgress
        show(progress)
      }
      if let most = options.mostRefused, standing.refused >= most {
        throw ImportError(
          "\(standing.refused) rows are refused up to line \(standing.place.line - 1): stopped. "
            + "The \(standing.accepted) rows that were taken stay")
      }
    }
  }

  private func progress(_ standing: ImportStanding, from start: ImportStanding, _ seconds: Double) -> Progress {
    Progress(
      rows: standing.rows, rowsBefore: start.rows, accepted: standing.accepted, unchanged: standing.unchanged,
      refused: standing.refused, warnings: standing.warnings, bytes: standing.place.offset,
      bytesBefore: start.place.offset, allBytes: file.size, seconds: seconds)
  }

  private func tell(_ refused: [RefusedRow]) {
    for row in refused.sorted(by: { $0.line < $1.line }) where complaints < Self.mostComplaints {
      complaints += 1
      complain("heed: \(options.path): line \(row.line): \(row.detail)")
      if complaints == Self.mostComplaints {
        complain("heed: further refused rows are not shown\(options.report == nil ? "; --report FILE names all" : "")")
      }
    }
  }

  private func destination(
    _ target: Target, asOf: Double
  ) throws -> (any ImportDestination, close: () -> Void) {
    let taken = mapping?.takenIdentities ?? .refuse
    switch target {
    case .nowhere: return (NoDestination(), {})
    case .service(let address, let key):
      return (ServiceDestination(try ImportClient(address: address, key: key), takenIdentities: taken), {})
    case .folder(let folder, let memory, let policy):
      let store: SQLiteStore
      do {
        store = try SQLiteStore(folder: folder)
      } catch {
        guard error.kind == .locked else { throw error }
        throw ImportError(
          "\(error.detail). A running service takes customers with --url http://127.0.0.1:8080, and --key KEY where it "
            + "needs one")
      }
      let setting = CustomerSetting(
        now: Instant(secondsSince1970: now), zeroCounts: policy.zeroCounts, keptCounts: memory.keptCounts)
      let name = file.standingName(mapping: mapping, asOf: asOf)
      let destination = StoreDestination(
        store, name: name, takenIdentities: taken, asOf: asOf, setting: setting)
      return (destination, { store.close() })
    }
  }
}

extension ImportChunk {
  /// Adds a row as a line.
  fileprivate mutating func add(_ body: UnsafeRawBufferPointer) {
    bodies += body
    if bodies.last != UInt8(ascii: "\n") { bodies.append(UInt8(ascii: "\n")) }
  }
}
