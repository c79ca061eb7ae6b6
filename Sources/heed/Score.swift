public import ArgumentParser
public import HeedService

struct Score: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Score the requests of files.",
    discussion: """
      A file holds one request as JSON, an array of them, or one a line (NDJSON). Requests that are refused are named on \
      standard error, the others are scored all the same, and the exit code is then 1.

      Without --now each request is scored as of when its ticket was opened, or as of the present where it does not say: \
      so a run over recorded requests can be repeated.
      """)

  @Argument(help: "The files; - or none for standard input.")
  var files: [String] = []

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "Score all requests as of this time (RFC 3339), such as 2026-11-22T07:00:00Z.")
  var now: String?

  @Option(help: "table, json or ndjson.")
  var format = FileScoring.Format.table

  func validate() throws {
    if let now, FileScoring.time(now) == nil {
      throw ValidationError("--now takes a time such as 2026-11-22T07:00:00Z, not \(now)")
    }
  }

  func run() throws {
    let scoring = FileScoring(
      try Terminal.explaining { try options.policyFile().load() }, format: format, now: now.flatMap(FileScoring.time),
      write: Terminal.write,
      complain: Terminal.complain)
    for file in files.isEmpty ? ["-"] : files { scoring.score(try Terminal.read(file), name: file) }
    let summary = scoring.finish()
    if summary.refused > 0 {
      Terminal.complain("heed: \(summary.decided) decided, \(summary.refused) refused")
      throw ExitCode.failure
    }
  }
}

extension FileScoring.Format: ExpressibleByArgument {}
