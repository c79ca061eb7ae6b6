import Foundation
import JSON

/// Writes the rows that were refused, and what was left out of others, to a file: as CSV, or a JSON object a line where the
/// file's name says so.
final class ImportReport {
  private let handle: FileHandle
  private let isJSON: Bool

  /// - Parameter isContinued: whether to write behind what an earlier run has written.
  /// - Throws: ``ImportError`` where the file cannot be written.
  init(path: String, isContinued: Bool) throws(ImportError) {
    isJSON = ImportFormat(fileName: path) == .ndjson
    let isThere = isContinued && FileManager.default.fileExists(atPath: path)
    // What is wrong with a row may say something of a customer: it is for its owner alone.
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard isThere || FileManager.default.createFile(atPath: path, contents: nil, attributes: attributes),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw ImportError("cannot write \(path): \(FileReason.writing(path))") }
    self.handle = handle
    if isThere { handle.seekToEndOfFile() } else if !isJSON { handle.write(Data("line,kind,detail\n".utf8)) }
  }

  deinit {
    try? handle.close()
  }

  func write(_ result: ImportResult) throws {
    let rows =
      result.refused.map { ("refused", $0) } + result.warnings.map { ("warning", $0) }
    if rows.isEmpty { return }
    let json = JSONWriter()
    for (kind, row) in rows.sorted(by: { $0.1.line < $1.1.line }) {
      if isJSON {
        json.object {
          json.key("line").number(row.line)
          json.key("kind").string(kind)
          json.key("detail").string(row.detail)
        }
        json.raw("\n")
      } else {
        var line = "\(row.line),\(kind),\"\(row.detail.replacing("\"", with: "\"\""))\"\n"
        line.withUTF8 { json.raw(UnsafeRawBufferPointer($0)) }
      }
    }
    try handle.write(contentsOf: Data(json.bytes))
  }
}
