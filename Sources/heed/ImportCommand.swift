public import ArgumentParser
import Foundation
public import HeedService

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take customers over from a file: an export of a CRM or helpdesk.",
    discussion: """
      The file is CSV, TSV or NDJSON, of any size. A mapping says what its columns mean: \
      \(ImportPreset.allCases.map(\.rawValue).joined(separator: ", ")), or a YAML file of your own; without one the \
      headings are the fields' own names. What a row tells is put over what is known of the customer; the same file twice \
      changes nothing. A run that was cut off goes on where it was when it is started again.

      The store is opened by the command itself, so no service may be running on it; one that is takes customers with --url.

        heed import accounts.csv --mapping salesforce --dry-run
        heed import accounts.csv --mapping salesforce --report refused.csv
        heed import --show-mapping salesforce > mine.yaml
        heed import accounts.csv --mapping mine.yaml --url https://heed.example.com --key "$KEY"
      """)

  @Argument(help: "The file; - is standard input.")
  var file: String?

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "The folder of the data. Default: the environment's HEED_DATA, or the configuration's.")
  var data: String?

  @Option(help: "What columns mean: the name of a mapping that comes with Heed, or a YAML file.")
  var mapping: String?

  @Option(help: "csv, tsv or ndjson. Default: as the file's name says, or csv.")
  var format: ImportFormat?

  @Option(help: "As of when the file is (RFC 3339). Default: when it was last changed.")
  var asOf: String?

  @Flag(help: "Read and check the file, and store nothing.")
  var dryRun = false

  @Option(help: "Write refused rows and warnings to this file, as CSV or, by its name, NDJSON.")
  var report: String?

  @Option(help: "Stop after so many refused rows. Default: never.")
  var limitErrors: Int?

  @Flag(help: "Begin anew a file of which a run was cut off.")
  var restart = false

  @Option(help: "Send the customers to the running service at this address.")
  var url: String?

  @Option(help: "The API key for that. Default: the environment's HEED_KEY.")
  var key: String?

  @Option(help: "Write a mapping that comes with Heed to standard output, to begin one of your own from.")
  var showMapping: ImportPreset?

  func validate() throws {
    if file == nil, showMapping == nil { throw ValidationError("name the file to import, or see --show-mapping") }
    if let limitErrors, limitErrors < 1 { throw ValidationError("--limit-errors takes a number above 0") }
    if let asOf, FileScoring.time(asOf) == nil {
      throw ValidationError("--as-of takes a time such as 2026-11-22T07:00:00Z, not \(asOf)")
    }
    if url == nil, key != nil { throw ValidationError("--key goes with --url") }
    if url != nil, data != nil { throw ValidationError("--url and --data are two places: name one") }
  }

  func run() throws {
    if let showMapping { return Terminal.write(showMapping.text) }
    guard let file else { return }
    var settings = FileImport.Options(path: file)
    settings.format = format
    settings.mapping = mapping
    settings.restarts = restart
    settings.mostRefused = limitErrors
    settings.asOf = asOf.flatMap(FileScoring.time)
    settings.report = report
    let progress = try Terminal.explaining {
      let run = try FileImport(
        settings, now: Date().timeIntervalSince1970, complain: Self.complain, show: Self.show)
      let target = try target()
      defer { Self.clear() }
      return try run.run(into: target)
    }
    Terminal.write(ImportSummary(progress, isDryRun: dryRun).text)
    if progress.refused > 0 { throw ExitCode.failure }
  }

  private func target() throws -> FileImport.Target {
    if dryRun { return .nowhere }
    if let url { return .service(address: url, key: key ?? ProcessInfo.processInfo.environment["HEED_KEY"]) }
    var configuration = try options.load()
    if let data { configuration.name(data: data) }
    guard let folder = configuration.data else {
      Terminal.complain("heed: the configuration has no folder of data; name one with --data")
      throw ExitCode.failure
    }
    return .folder(folder, configuration.memory, try options.policyFile().load())
  }

  private static func complain(_ line: String) {
    clear()
    Terminal.complain(line)
  }

  /// Shows how far it has come, in one line that the next overwrites, if somebody looks.
  private static func show(_ progress: FileImport.Progress) {
    guard Terminal.isWatched else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(ImportSummary(progress, isDryRun: false).line)".utf8))
  }

  private static func clear() {
    if Terminal.isWatched { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

extension ImportFormat: ExpressibleByArgument {}
extension ImportPreset: ExpressibleByArgument {}
