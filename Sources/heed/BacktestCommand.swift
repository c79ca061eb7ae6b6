import ArgumentParser
import Foundation
import HeedService
import Queueing

struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Judge forecasts of waits by a log of calls of the past.",
    discussion: """
      Plays the log again. When a ticket begins to wait its wait is forecast from what was known by then, and compared \
      with how long it did wait; so are the formulas that others announce waits by. Who was at work is guessed from \
      the agents seen with tickets in the last twenty minutes.

      The log is CSV or TSV with a line of headings. What its columns mean is said by --map, or by a YAML file that \
      --mapping names (see config/samples/calls.mapping.yaml). Times may be 9:05:31 beside a column with the date, \
      2026-11-22 09:05:31, RFC 3339, or seconds or milliseconds since 1970. Where a column is empty or 0:00:00 the next \
      one after | counts.

      Example:

        heed backtest config/samples/calls.csv \\
          --map date=date,arrived=queued_at,waited=wait,handling=talk \\
          --map priority=priority,outcome=outcome,agent=agent \\
          --served answered --abandoned hung-up --drop outcome=test \\
          --tier 2=90s-head-start --html backtest.html
      """)

  @Argument(help: "The log: CSV or TSV; - is standard input.")
  var file: String

  @Option(
    help: """
      What columns tell, with commas between: FACT=COLUMN or FACT=COLUMN|ANOTHER, where FACT is one of \
      \(LogMapping.Fact.allCases.map(\.rawValue).joined(separator: ", ")). May be given several times.
      """)
  var map: [String] = []

  @Option(help: "A YAML file with columns, served, abandoned, drop, tiers and handling; options add to it.")
  var mapping: String?

  @Option(help: "An outcome that means that an agent took the ticket; may be given several times.")
  var served: [String] = []

  @Option(help: "An outcome that means that the customer gave up; may be given several times.")
  var abandoned: [String] = []

  @Option(help: "Rows that do not count: COLUMN=VALUE; may be given several times.")
  var drop: [String] = []

  @Option(help: "What a priority was given: 2=90s-head-start, 2=5m-promise or both with a comma between them.")
  var tier: [String] = []

  @Option(help: "The mean time that an agent takes for a ticket, until the log has shown it. Default: 6m.")
  var handling: DurationOption?

  @Option(help: "Write a page with plots to this file.")
  var html: String?

  @Flag(help: "Show the results as JSON.")
  var json = false

  func validate() throws {
    if let handling, handling.seconds <= 0 { throw ValidationError("--handling takes a time above 0") }
  }

  func run() throws {
    let mapping = try Terminal.explaining { try fullMapping() }
    let bytes = try Terminal.read(file)
    let log = try Terminal.explaining {
      try CallLog(bytes, path: file, mapping: mapping) { rows in Self.show("\(rows) rows read") }
    }
    for complaint in log.complaints { Terminal.complain("heed: \(file): \(complaint)") }
    if log.refused > log.complaints.count { Terminal.complain("heed: \(file): \(log.refused) rows refused in all") }
    var settings = ForecastSettings()
    settings.handlingSeconds = mapping.handlingSeconds
    let report = Backtest(tiers: mapping.tiers, settings: settings).run(log.tickets) { done, all in
      if all >= 200_000 { Self.show("\(done * 100 / max(1, all)) % played again") }
    }
    Self.show("")
    if let html {
      let name = file == "-" ? "standard input" : URL(filePath: file).lastPathComponent
      try write(BacktestPage(report, of: log, name: name, command: CommandText.own).text, to: html)
    }
    Terminal.write(json ? BacktestJSON(report, of: log).text : BacktestTable(report, of: log).text)
    if let html { Terminal.complain("heed: wrote \(html)") }
    if log.tickets.isEmpty || log.refused > 0 { throw ExitCode.failure }
  }

  private func fullMapping() throws -> LogMapping {
    var mapping = LogMapping()
    if let path = self.mapping { mapping = try LogMappingFile(path: path).mapping() }
    for facts in map { for fact in facts.split(separator: ",") { try mapping.map(String(fact)) } }
    mapping.served.formUnion(served)
    mapping.abandoned.formUnion(abandoned)
    for rule in drop { try mapping.drop(rule) }
    for rule in tier { try mapping.tier(rule) }
    if let handling { mapping.handlingSeconds = handling.seconds }
    return mapping
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      Terminal.complain("heed: cannot write \(path): \(FileReason.writing(path))")
      throw ExitCode.failure
    }
  }

  /// Shows how far it has come, in one line that the next overwrites, if somebody looks.
  private static func show(_ text: String) {
    guard Terminal.isWatched else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}
