import Foundation

/// What an import tells people.
public struct ImportSummary {
  private let progress: FileImport.Progress
  private let isDryRun: Bool

  public init(_ progress: FileImport.Progress, isDryRun: Bool) {
    self.progress = progress
    self.isDryRun = isDryRun
  }

  /// How far it has come, as one line.
  public var line: String {
    var parts = ["\(Self.grouped(progress.rows)) rows", "\(Self.grouped(Int(progress.rate))) a second"]
    if progress.refused > 0 { parts.append("\(Self.grouped(progress.refused)) refused") }
    if let all = progress.allBytes, all > 0 { parts.append("\(progress.bytes * 100 / all) %") }
    if let left = progress.secondsLeft { parts.append("\(spoken(seconds: left.rounded())) left") }
    return parts.joined(separator: ", ")
  }

  /// What became of all rows, as a table.
  public var text: String {
    var table = TextTable(["rows", "count"], rightAligned: [1])
    table.add([isDryRun ? "good" : "taken", Self.grouped(progress.accepted)])
    if !isDryRun { table.add(["unchanged", Self.grouped(progress.unchanged)]) }
    table.add(["refused", Self.grouped(progress.refused)])
    if progress.warnings > 0 { table.add(["left out of them", Self.grouped(progress.warnings)]) }
    table.add(["all", Self.grouped(progress.rows)])
    let time = String(format: "%.1f", progress.seconds)
    return table.text + "in \(time) s, \(Self.grouped(Int(progress.rate))) rows a second\n"
      + (isDryRun ? "nothing was stored (--dry-run)\n" : "")
  }

  private static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }
}
