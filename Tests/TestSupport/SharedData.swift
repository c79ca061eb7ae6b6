package import Foundation

/// Evaluation data that may not ship with the project.
///
/// The folder is named by the environment variable `HEED_SHARED`, or else is `shared` beside the package. Tests that
/// need it carry `.enabled(if: SharedData.has(…))` and are reported as skipped without it.
package enum SharedData {
  /// The file at a path below `data`, or `nil` where it is absent.
  package static func url(_ path: String) -> URL? {
    let named = ProcessInfo.processInfo.environment["HEED_SHARED"].map { URL(fileURLWithPath: $0) }
    let folder = named ?? Repository.root.deletingLastPathComponent().appendingPathComponent("shared")
    let file = folder.appendingPathComponent("data").appendingPathComponent(path)
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }

  /// Whether the file is there.
  package static func has(_ path: String) -> Bool { url(path) != nil }

  /// The rows of a CSV or TSV file without quotes, each by the names in its first line.
  package static func rows(_ path: String, separator: Character = ",") throws -> [[String: String]] {
    guard let url = url(path) else { throw CocoaError(.fileNoSuchFile) }
    let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
    guard let header = lines.first?.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    else {
      return []
    }
    return lines.dropFirst().map { line in
      let fields = line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(header, fields), uniquingKeysWith: { first, _ in first })
    }
  }
}
