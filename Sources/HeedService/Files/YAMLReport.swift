import Yams

/// Collects the mistakes of one YAML file, and where each of its fields stands.
final class YAMLReport {
  private(set) var problems: [FileProblem] = []
  private var lines: [String: Int] = [:]

  /// Reads the file's text with `body`, which is given the fields at its top.
  ///
  /// - Throws: ``FileError`` with all mistakes, those of the YAML itself among them.
  static func read(_ text: String, path: String, _ body: (inout YAMLFields, YAMLReport) -> Void) throws(FileError) {
    let report = YAMLReport()
    do {
      let root = try Yams.compose(yaml: text) ?? Node("")
      var fields = YAMLFields(root, report: report)
      body(&fields, report)
      fields.finish()
    } catch let error as YamlError {
      report.problems = [describe(error)]
    } catch {
      report.problems = [FileProblem(line: nil, field: "", found: "\(error)", expected: "YAML")]
    }
    if !report.problems.isEmpty {
      throw FileError(path: path, problems: report.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }
  }

  func add(_ node: Node, _ field: String, found: String, expected: String) {
    problems.append(FileProblem(line: node.mark?.line, field: field, found: found, expected: expected))
  }

  /// Reports a mistake at a field that was read before, or that is missing: then the line of what encloses it.
  func add(_ field: String, found: String, expected: String) {
    problems.append(FileProblem(line: line(of: field), field: field, found: found, expected: expected))
  }

  /// Whether a mistake is known that explains one at `field`: at the field itself, or in a list that it belongs to.
  func covers(_ field: String) -> Bool {
    let list = field.firstIndex(of: "[").map { String(field[...$0]) }
    return problems.contains { $0.field == field || list.map($0.field.hasPrefix) ?? false }
  }

  /// Whether a mistake is known at `field` itself.
  func has(_ field: String) -> Bool { problems.contains { $0.field == field } }

  func place(_ field: String, of node: Node) {
    lines[field] = node.mark?.line
  }

  private func line(of field: String) -> Int? {
    var path = field
    while !path.isEmpty {
      if let line = lines[path] { return line }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
      path = String(path[..<end])
    }
    return nil
  }

  static func describe(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "\"\(scalar.string.prefix(60))\""
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  private static func describe(_ error: YamlError) -> FileProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      FileProblem(
        line: mark.line, field: "", found: problem.hasPrefix("found ") ? String(problem.dropFirst(6)) : problem,
        expected: "YAML")
    case .duplicatedKeysInMapping(let duplicates, let context):
      FileProblem(
        line: context.mark.line, field: duplicates.joined(separator: ", "), found: "a field twice",
        expected: "each field once")
    case .reader(let problem, _, _, _):
      FileProblem(line: nil, field: "", found: problem, expected: "YAML in UTF-8")
    default:
      FileProblem(line: nil, field: "", found: "\(error)", expected: "YAML")
    }
  }
}
