import JSON
import Scoring

/// Reads customers from a file, one after the other, however it is written.
final class ImportReader {
  enum Next {
    case customer(ImportedCustomer)
    case refused(RefusedRow)
    case end
  }

  private enum Rows {
    case cells(DelimitedReader, columns: Int)
    case lines(LineReader)
  }

  private let rows: Rows
  private let translator: RowTranslator?
  private let decoder = CustomerDecoder()
  private let parser = JSONParser(capacity: 1 << 12, maximumLength: LineReader.longest)
  private let rowParser = JSONParser(capacity: 1 << 12, maximumLength: LineReader.longest)
  private(set) var line = 1
  /// Headings that the mapping does not use; empty where rows are objects.
  private(set) var unusedHeadings: [String] = []

  /// - Parameters:
  ///   - open: gives the file's bytes from an offset on.
  ///   - format: how it is written.
  ///   - mapping: what its columns mean; nil: headings that are the fields' own names, or objects as `PUT` takes them.
  ///   - path: what to call the file in errors.
  ///   - place: how far it has been read before.
  ///   - now: the present, in seconds since 1970.
  ///   - asOf: as of when the file is, likewise.
  ///   - wantsBodies: whether ``body`` is to have all that a row tells.
  /// - Throws: ``FileError`` where the headings are not what the mapping needs, and what the source throws.
  init(
    open: (Int) throws -> ByteSource, format: ImportFormat, mapping: ImportMapping?, path: String,
    place: ImportPlace = ImportPlace(), now: Double, asOf: Double, wantsBodies: Bool = false
  ) throws {
    if format == .ndjson {
      rows = .lines(LineReader(try open(place.offset), offset: place.offset, line: place.line))
      translator = try mapping.map { mapping throws(FileError) in
        try RowTranslator(mapping, headings: nil, path: path, now: now, asOf: asOf, writesIdentities: wantsBodies)
      }
      return
    }
    var reader = DelimitedReader(try open(0), delimiter: format == .tsv ? .tab : nil)
    let headings = try Self.headings(reader, path: path)
    let mapping = mapping ?? ImportMapping(headings: headings)
    translator = try RowTranslator(
      mapping, headings: headings, path: path, now: now, asOf: asOf, writesIdentities: wantsBodies)
    let used = Set(mapping.rules.flatMap(\.columns).map { $0.lowercased() })
    unusedHeadings = headings.map(\.trimmed).filter { !used.contains($0.lowercased()) }
    if place.offset > 0 {
      reader = DelimitedReader(
        try open(place.offset), delimiter: reader.seenDelimiter, offset: place.offset, line: place.line)
    }
    rows = .cells(reader, columns: headings.count)
  }

  private static func headings(_ reader: DelimitedReader, path: String) throws -> [String] {
    var problem = FileProblem(line: 1, field: "", found: "nothing", expected: "a line of headings")
    do {
      switch try reader.next() {
      case .row: return reader.texts
      case .refused(let row): problem.found = row.detail
      case .end: break
      }
    } catch var error as FileError {
      error.path = path
      throw error
    }
    throw FileError(path: path, problems: [problem])
  }

  /// Where the next row begins.
  var place: ImportPlace {
    switch rows {
    case .cells(let reader, _): ImportPlace(offset: reader.offset, line: reader.followingLine)
    case .lines(let reader): ImportPlace(offset: reader.offset, line: reader.followingLine)
    }
  }

  /// What the last row says as JSON, with the id in it: a line as the bulk route takes it. It lasts until the next row.
  var body: UnsafeRawBufferPointer {
    if let translator { return translator.bytes }
    guard case .lines(let reader) = rows else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return reader.bytes
  }

  func next() throws -> Next {
    switch rows {
    case .cells(let reader, let columns):
      let outcome = try reader.next()
      line = reader.line
      switch outcome {
      case .row:
        let isWhole = reader.count <= columns || (columns..<reader.count).allSatisfy { reader[$0].isEmpty }
        guard isWhole else {
          return refused("expected \(columns) cells, as there are headings, found \(reader.count)")
        }
        return translated(.cells(reader))
      case .refused(let row): return .refused(row)
      case .end: return .end
      }
    case .lines(let reader):
      let outcome = try reader.next()
      line = reader.line
      switch outcome {
      case .line: return object(reader.bytes)
      case .refused(let row): return .refused(row)
      case .end: return .end
      }
    }
  }

  private func object(_ bytes: UnsafeRawBufferPointer) -> Next {
    do {
      let value = try rowParser.parse(copying: bytes)
      guard value.object != nil else { return refused("expected an object") }
      return translator == nil ? customer(value) : translated(.object(value))
    } catch {
      return refused(Self.describe(error))
    }
  }

  private func translated(_ row: RowTranslator.Row) -> Next {
    guard let translator else { return .end }
    translator.translate(row)
    guard translator.problems.isEmpty else { return refused(translator.problems.joined(separator: "; ")) }
    do {
      return customer(try parser.parse(copying: translator.bytes))
    } catch {
      return refused(Self.describe(error))
    }
  }

  private func customer(_ value: JSONValue) -> Next {
    guard let id = Self.id(value["id"]) else {
      let column = translator?.place("/id") ?? "id"
      return refused("\(column): expected an id of 1 to 128 characters without control characters")
    }
    do {
      var document = try decoder.document(value)
      if let translator { document.identities = translator.identities }
      var warnings = decoder.warnings.filter { $0.pointer != "/id" }.map { "\(place($0.pointer)): \($0.detail)" }
      if let translator { warnings += translator.warnings }
      return .customer(ImportedCustomer(line: line, id: id, document: document, warnings: warnings))
    } catch {
      return refused(error.problem.errors.map { "\(place($0.pointer)): \($0.detail)" }.joined(separator: "; "))
    }
  }

  private func place(_ pointer: String) -> String { translator?.place(pointer) ?? pointer }

  private func refused(_ detail: String) -> Next { .refused(RefusedRow(line: line, detail: detail)) }

  /// An id as a text, which a number may be.
  private static func id(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    if let number = value.unsigned { return String(number) }
    guard let text = value.string, (1...128).contains(text.unicodeScalars.count),
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    return text
  }

  private static func describe(_ error: JSONError) -> String {
    if error.kind == .invalidUTF8 { return "expected UTF-8, found bytes that are none; save the file as UTF-8" }
    return "\(error.message), at column \(error.column)"
  }
}
