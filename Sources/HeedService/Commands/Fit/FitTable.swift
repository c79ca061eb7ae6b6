import Scoring

/// The results of `heed fit` as text.
public struct FitTable {
  private let report: FitReport

  public init(_ report: FitReport) { self.report = report }

  public var text: String {
    var parts = [setting + ".", purchases, spending]
    if !report.warnings.isEmpty { parts.append(report.warnings.map { "Mind: \($0)." }.joined(separator: "\n")) }
    parts += [frequencies, tracking, holdout]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// What was read, in a line.
  var setting: String {
    let sample = report.sample
    let newcomers = sample.newcomers > 0 ? "; \(sample.newcomers) customers came later and do not count" : ""
    let until =
      sample.hasHoldout ? ", fitted to what they did until \(TransactionDates.text(sample.calibrationEnd))" : ""
    return "\(sample.purchases) purchases (\(sample.transactions) transactions, those of a day as one) of "
      + "\(sample.customers.count) customers, \(TransactionDates.text(sample.firstDay)) to "
      + "\(TransactionDates.text(sample.observationEnd))\(until)\(newcomers); \(sample.repeatBuyers) bought again; fitted in "
      + "\(decimals(report.fitSeconds, 2)) s"
  }

  static let parameterHeadings = ["parameter", "fitted", "standard error"]

  /// What stands under the ``parameterHeadings``.
  static func rows(_ parameters: [FittedParameter]) -> [[String]] {
    parameters.map { [$0.name, significant($0.value), $0.standardError.map { significant($0, 3) } ?? "–"] }
  }

  /// How a fit ended, in a line.
  static func verdict<Model>(_ fit: ModelFit<Model>) -> String {
    let convergence = fit.convergence
    let end = convergence.hasVanishingGradient ? "converged" : "not converged"
    return "Log-likelihood \(decimals(fit.logLikelihood, 2)) of \(fit.customers) customers; \(end) after "
      + "\(convergence.iterations) steps (gradient \(significant(convergence.gradient, 1))), "
      + "\(convergence.agreeing) of \(convergence.starts) starts agree"
  }

  private var purchases: String {
    "When they buy (BG/NBD, time in weeks):\n\n"
      + Self.table(Self.parameterHeadings, Self.rows(report.purchases.parameters))
      + "\n\(Self.verdict(report.purchases))."
  }

  private var spending: String {
    guard case .success(let fit) = report.spending else { return "" }
    let correlation = report.correlation.map { "; correlation of number and value \(decimals($0, 3))" } ?? ""
    return "What they spend (Gamma-Gamma):\n\n" + Self.table(Self.parameterHeadings, Self.rows(fit.parameters))
      + "\n\(Self.verdict(fit))\(correlation)."
  }

  static let frequencyHeadings = ["repeat purchases", "customers", "expected"]

  static func rows(_ frequencies: [PurchaseCheck.Frequency]) -> [[String]] {
    frequencies.map { [name($0.purchases, frequencies.last?.purchases), "\($0.actual)", decimals($0.expected, 1)] }
  }

  /// A number of purchases; the greatest stands for all beyond it.
  static func name(_ purchases: Int, _ most: Int?) -> String {
    purchases == most ? "\(purchases)+" : "\(purchases)"
  }

  private var frequencies: String {
    guard let check = report.check else { return "" }
    return "Customers by repeat purchases:\n\n"
      + Self.table(Self.frequencyHeadings, Self.rows(check.frequencies)).dropLast()
  }

  /// Some of the weeks, the last of them among these.
  private var tracking: String {
    guard let weeks = report.check?.weeks, let last = weeks.last else { return "" }
    let step = max(1, (weeks.count + 9) / 10)
    let shown = weeks.filter { $0.number % step == 0 && $0.number + step / 2 < last.number } + [last]
    return "Repeat purchases of all, summed from the beginning:\n\n"
      + Self.table(
        ["to the end of week", "actual", "expected"],
        shown.map { ["\($0.number)", "\($0.actual)", decimals($0.expected, 0)] }
      ).dropLast()
  }

  /// Predictions of the holdout in words; `nil` without one.
  var holdoutWords: String? {
    guard let holdout = report.check?.holdout else { return nil }
    let correlation = holdout.correlation.map { decimals($0, 3) } ?? "–"
    let value = holdout.predictedValue.map {
      "; worth \(decimals($0, 0)) predicted, \(decimals(holdout.actualValue, 0)) actual"
    }
    return
      "In the \(significant(holdout.weeks, 3)) weeks after: \(decimals(holdout.predicted, 0)) purchases predicted, "
      + "\(holdout.actual) happened; correlation over customers \(correlation), mean absolute error "
      + "\(decimals(holdout.meanAbsoluteError, 3))\(value ?? "")"
  }

  static let holdoutHeadings = ["repeat purchases before", "customers", "later purchases, each", "predicted"]

  static func rows(_ frequencies: [HoldoutCheck.Frequency], most: Int?) -> [[String]] {
    frequencies.map {
      [name($0.purchases, most), "\($0.customers)", decimals($0.actual, 3), decimals($0.predicted, 3)]
    }
  }

  private var holdout: String {
    guard let words = holdoutWords, let check = report.check, let holdout = check.holdout else { return "" }
    return "\(words).\n\n"
      + Self.table(Self.holdoutHeadings, Self.rows(holdout.frequencies, most: check.frequencies.last?.purchases))
      .dropLast()
  }

  private static func table(_ headings: [String], _ rows: [[String]]) -> String {
    var table = TextTable(headings, rightAligned: Set(1..<headings.count))
    for row in rows { table.add(row) }
    return table.text
  }
}
