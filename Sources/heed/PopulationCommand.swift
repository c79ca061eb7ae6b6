import ArgumentParser
import Foundation
import HeedService
import Scoring

struct PopulationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "population",
    abstract: "Make the population table that lifetime values are ranked in.",
    discussion: """
      Reads customers as CSV with headings (lifetime_value; or count, first_days_ago, last_days_ago, average_value; or \
      margin_per_year, retention; or x, t_x, T, zbar in weeks) or as JSON, one a line, in the schema of a request's \
      customer. Lifetime values are computed with the policy's parameters. The table goes to standard output, or to a \
      file with --output; put its name under `population` in the policy.
      """)

  @Argument(help: "The file of customers: .csv, .ndjson or .jsonl.")
  var file: String

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "The file to write the table to. Default: standard output.")
  var output: String?

  @Option(help: "Quantiles in the table, 2 to 10001.")
  var points = 1001

  func validate() throws {
    if !(2...10_001).contains(points) { throw ValidationError("--points takes a number from 2 to 10001") }
  }

  func run() throws {
    // The table that the policy names need not be there yet.
    let settings = try Terminal.explaining { try options.policyFile().settings().lifetimeValue }
    let isWatched = Terminal.isWatched
    let builder = PopulationBuilder(settings, complain: Terminal.complain) { rows in
      if isWatched { FileHandle.standardError.write(Data("\r\(rows) customers read".utf8)) }
    }
    let bytes = try Terminal.read(file)
    try Terminal.explaining {
      if file.hasSuffix(".ndjson") || file.hasSuffix(".jsonl") || bytes.first == UInt8(ascii: "{") {
        builder.read(lines: bytes)
      } else {
        try builder.read(csv: bytes, path: file)
      }
    }
    let summary = builder.summary
    if isWatched, summary.valued >= 50_000 { Terminal.complain("") }
    let told =
      "\(summary.valued) customers with a lifetime value, \(summary.without) without, \(summary.refused) refused"
    try write(builder, told)
    Terminal.complain("heed: \(told)")
    if summary.refused > 0 { throw ExitCode.failure }
  }

  private func write(_ builder: PopulationBuilder, _ told: String) throws {
    try Terminal.explaining {
      let name = URL(filePath: file).lastPathComponent
      let table = PopulationFile.write(
        try builder.table(points: points),
        comments: ["Lifetime values by quantile, from \(name): \(told).", "Made by `heed population`."])
      guard let output else { return Terminal.write(table) }
      do {
        try Data(table.utf8).write(to: URL(filePath: output), options: .atomic)
      } catch {
        Terminal.complain("heed: cannot write \(output): \(FileReason.writing(output))")
        throw ExitCode.failure
      }
      let missing = builder.summary.refused > 0 ? " without the refused rows" : ""
      Terminal.complain("heed: wrote \(output)\(missing); name it under population in the policy, and see heed check")
    }
  }
}
