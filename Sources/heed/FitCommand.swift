import ArgumentParser
import Foundation
import HeedService
import Scoring

struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit the models of customer value to a company's own transactions.",
    discussion: """
      Reads transactions: CSV, TSV, or fields with spaces between, with headings or without. Each row has a customer, a \
      date (2026-11-22, 20261122, or a time such as 2026-11-22T07:00:00Z) and a value. Transactions of a customer on one \
      day are one purchase; rows with values below zero are returns, and do not count.

      When customers buy again (BG/NBD) and what they spend (Gamma-Gamma) is fitted by maximum likelihood. Hold out the \
      last months with --calibrate-until first and see how they would have been predicted; then fit to all, and write the \
      parameters and the population table.

      Examples:

        heed fit config/samples/transactions.csv --calibrate-until 1997-09-30 --html fit.html
        heed fit sales.csv --columns client,day,total --policy-output config/policy.yaml \\
          --population config/population.csv
      """)

  @Argument(help: "The transactions; - is standard input.")
  var file: String

  @OptionGroup var options: ConfigurationOptions

  @Option(
    help: """
      The columns with customer, date and value, by heading or by number from 1: client,day,total or 2,3,5. Default: \
      customer,date,value; without headings 1,2,3.
      """)
  var columns: String?

  @Option(help: "The last day that is fitted to; what comes later is predicted and compared.")
  var calibrateUntil: String?

  @Option(help: "The last day that counts. Default: that of the last transaction.")
  var until: String?

  @Option(help: "How far ahead purchases are predicted for lifetime values. Default: the policy's.")
  var horizonWeeks: Double?

  @Option(help: "Write the policy with the fitted parameters to this file, which may be the policy itself.")
  var policyOutput: String?

  @Option(help: "Write the population table of lifetime values to this file.")
  var population: String?

  @Option(help: "Write a page with plots to this file.")
  var html: String?

  @Flag(help: "Show the results as JSON.")
  var json = false

  func validate() throws {
    if let columns, TransactionColumns(columns) == nil {
      throw ValidationError("--columns takes three columns with commas between, such as client,day,total or 2,3,5")
    }
    if let horizonWeeks, !(horizonWeeks > 0 && horizonWeeks <= 10_000) {
      throw ValidationError("--horizon-weeks takes a number from 1 to 10000")
    }
  }

  func run() throws {
    let periods = try (calibration: day(calibrateUntil, "--calibrate-until"), end: day(until, "--until"))
    let transactions = try Terminal.explaining {
      try TransactionFile(
        Terminal.read(file), path: file, columns: columns.flatMap { TransactionColumns($0) } ?? .usual
      ) { rows in Self.show("\(rows) rows read") }
    }
    for complaint in transactions.complaints { Terminal.complain("heed: \(file): \(complaint)") }
    let more = transactions.refused - transactions.complaints.count
    if more > 0 { Terminal.complain("heed: \(file): \(more) more rows are refused") }
    if transactions.returns > 0 {
      Terminal.complain("heed: \(file): returns, with values below zero, which do not count: \(transactions.returns)")
    }
    if transactions.log.count >= 100_000 { Self.show("fitting to \(transactions.log.count) transactions") }
    let report = try Terminal.explaining {
      try FitReport(transactions.log.sample(calibrationEnd: periods.calibration, observationEnd: periods.end))
    }
    Self.show("")
    let name = file == "-" ? "standard input" : URL(filePath: file).lastPathComponent
    if let html { try write(FitPage(report, name: name, command: CommandText.own).text, to: html) }
    Terminal.write(json ? FitJSON(report, of: transactions).text : FitTable(report).text)
    try FitOutput(report: report, name: name, options: options, horizonWeeks: horizonWeeks).write(
      policy: policyOutput, population: population, with: write)
    if transactions.refused > 0 { throw ExitCode.failure }
  }

  private func day(_ text: String?, _ option: String) throws -> Int? {
    guard let text else { return nil }
    guard let day = TransactionFile.day(text) else {
      Terminal.complain("heed: \(option) takes a date such as 2026-11-22")
      throw ExitCode.failure
    }
    return day
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      Terminal.complain("heed: cannot write \(path): \(FileReason.writing(path))")
      throw ExitCode.failure
    }
    Terminal.complain("heed: wrote \(path)")
  }

  /// Shows how far it has come, in one line that the next overwrites, if somebody looks.
  private static func show(_ text: String) {
    guard Terminal.isWatched else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}
