/// How a file of customers is written.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// Cells with commas or semicolons between them.
  case csv
  /// Cells with tabs between them.
  case tsv
  /// A JSON object a line.
  case ndjson

  /// What a file's name says; nil where it says nothing.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    if name.hasSuffix(".csv") {
      self = .csv
    } else if name.hasSuffix(".tsv") || name.hasSuffix(".tab") {
      self = .tsv
    } else if [".ndjson", ".jsonl", ".ldjson"].contains(where: name.hasSuffix) {
      self = .ndjson
    } else {
      return nil
    }
  }
}
