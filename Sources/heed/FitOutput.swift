import ArgumentParser
import Foundation
import HeedService
import Scoring

/// What `heed fit` writes for the service: the policy with the fitted parameters, and the population table.
struct FitOutput {
  let report: FitReport
  /// What the file of transactions is called.
  let name: String
  let options: ConfigurationOptions
  let horizonWeeks: Double?

  /// Writes what is asked for by `write`.
  func write(policy: String?, population: String?, with write: (String, String) throws -> Void) throws {
    guard policy != nil || population != nil else { return }
    if report.sample.hasHoldout {
      Terminal.complain("heed: the parameters are of what came before the holdout; fit to all for a policy in use")
    }
    let file = try Terminal.explaining { try options.policyFile() }
    let given = try Terminal.explaining { try file.settings().lifetimeValue }
    var settings = try Terminal.explaining { try report.settings(given) }
    if let horizonWeeks { settings.horizonWeeks = horizonWeeks }
    if let population {
      try write(try Terminal.explaining { try table(settings) }, population)
      if policy == nil, settings != given {
        Terminal.complain(
          "heed: the table goes with these parameters: take them into the policy, as --policy-output does")
      }
    }
    if let policy { try write(try Terminal.explaining { try edited(file, settings, policy, population) }, policy) }
  }

  private func table(_ settings: LifetimeValueSettings) throws -> String {
    let (values, without) = report.lifetimeValues(settings)
    let end = TransactionFile.text(day: report.sample.calibrationEnd)
    return PopulationFile.write(
      try PopulationTable(values: values),
      comments: [
        "Lifetime values by quantile, from \(name) until \(end): \(values.count) customers with a lifetime value, "
          + "\(without) without.", "Made by `heed fit`.",
      ])
  }

  private func edited(
    _ file: PolicyFile, _ settings: LifetimeValueSettings, _ policy: String, _ population: String?
  ) throws -> String {
    let end = TransactionFile.text(day: report.sample.calibrationEnd)
    var values = PolicyEdit.Values(
      purchases: settings.purchaseModel, spending: settings.spendModel,
      origin: "\(name), \(report.sample.customers.count) customers until \(end)")
    values.horizonWeeks = horizonWeeks
    let old = try file.settings()
    values.population = (population ?? Self.path(of: old.populationFile, in: file)).map {
      Self.name(of: $0, besides: policy)
    }
    values.topics = Self.path(of: old.topicsFile, in: file).map { Self.name(of: $0, besides: policy) }
    let text = String(decoding: try Terminal.read(file.path), as: UTF8.self)
    return try PolicyEdit.apply(values, to: text, path: file.path)
  }

  /// Where a file is that a policy names.
  private static func path(of name: String?, in file: PolicyFile) -> String? {
    name.map { URL(filePath: $0, relativeTo: URL(filePath: file.path)).path(percentEncoded: false) }
  }

  /// How a policy names a file: by its name alone where both are in one folder.
  private static func name(of table: String, besides policy: String) -> String {
    let (table, policy) = (URL(filePath: table).standardizedFileURL, URL(filePath: policy).standardizedFileURL)
    let isBeside = table.deletingLastPathComponent().path == policy.deletingLastPathComponent().path
    return isBeside ? table.lastPathComponent : table.path(percentEncoded: false)
  }
}
