import Scoring

/// A taxonomy of topics on file: tab-separated, with the columns `topic` (its name), `title` (another name, or nothing)
/// and `parents` (names parted by spaces, or nothing), after lines of comment that start with `#`.
enum TopicsFile {
  /// Reads a taxonomy.
  ///
  /// - Throws: ``FileError`` with every line that is wrong.
  static func read(_ bytes: [UInt8], path: String) throws(FileError) -> TopicTaxonomy {
    var topics: [Topic] = []
    var lines: [Int] = []
    var problems: [FileProblem] = []
    var hasHeader = false
    // By bytes: the file has thousands of lines, and is read each time that the policy is.
    for (index, whole) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let line = whole.last == UInt8(ascii: "\r") ? whole.dropLast() : whole
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      if !hasHeader {
        hasHeader = true
        if line.elementsEqual(header.utf8) { continue }
        problems.append(FileProblem(line: index + 1, field: "", found: "no header", expected: expectation))
      }
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard fields.count == 3, let name = fields.first, !name.isEmpty else {
        let found = String(decoding: line.prefix(100), as: UTF8.self)
        problems.append(FileProblem(line: index + 1, field: "", found: found, expected: expectation))
        continue
      }
      let parents = fields[2].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      let title = fields[1].isEmpty ? nil : String(decoding: fields[1], as: UTF8.self)
      topics.append(Topic(String(decoding: name, as: UTF8.self), title: title, parents: parents))
      lines.append(index + 1)
    }
    if !problems.isEmpty { throw FileError(path: path, problems: problems) }
    do {
      return try TopicTaxonomy(topics)
    } catch {
      let problem = FileProblem(
        line: error.index.map { lines[$0] }, field: "topic",
        found: error.index.map { topics[$0].name } ?? "no taxonomy", expected: "topics, but \(error.code)")
      throw FileError(path: path, problems: [problem])
    }
  }

  private static let header = "topic\ttitle\tparents"
  private static let expectation = "three fields parted by tabs: topic, title, parents"
}
