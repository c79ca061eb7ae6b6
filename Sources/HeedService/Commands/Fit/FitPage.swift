import Scoring

/// The results of `heed fit` as a page of HTML that needs nothing else: no script, no request, light and dark.
public struct FitPage {
  private let report: FitReport
  private let name: String
  private let command: String

  /// - Parameters:
  ///   - name: What the file of transactions is called.
  ///   - command: The command line that gave the results, for whoever wants to repeat it.
  public init(_ report: FitReport, name: String, command: String) {
    self.report = report
    self.name = name
    self.command = command
  }

  private static let style = """
    .actual { fill: var(--s0); }
    .expected { fill: var(--back); stroke: var(--s1); stroke-width: 2; }
    """

  /// The document.
  public var text: String {
    ResultPage(
      title: "fit to \(name)", heading: "Value of the customers of \(name)", style: Self.style, command: command,
      content: """
        <p>\(escaped(FitTable(report).setting)).</p>
        \(warnings)
        \(parameters)
        \(tracking)
        \(frequencies)
        \(holdout)
        """
    ).text
  }

  private var warnings: String {
    report.warnings.map { "<p class=\"warning\"><strong>Mind:</strong> \(escaped($0)).</p>" }.joined(separator: "\n")
  }

  private var parameters: String {
    let purchases = ResultPage.section(
      "purchases", "When they buy: BG/NBD",
      """
      \(ResultPage.table(FitTable.parameterHeadings, FitTable.rows(report.purchases.parameters), labelledBy: "purchases"))
      <p class="note">Time in weeks. A customer buys \(significant(rate, 3)) times a week in the mean while one, and
      leaves after a purchase with a probability of \(percent(leaving)) in the mean.
      \(escaped(FitTable.verdict(report.purchases))).</p>
      """)
    guard case .success(let fit) = report.spending else { return purchases }
    let spending = ResultPage.section(
      "spending", "What they spend: Gamma-Gamma",
      """
      \(ResultPage.table(FitTable.parameterHeadings, FitTable.rows(fit.parameters), labelledBy: "spending"))
      <p class="note">\(mean(fit.model))The correlation of how often and how much customers buy is
      \(report.correlation.map { decimals($0, 3) } ?? "not known"); the model takes it to be none.
      \(escaped(FitTable.verdict(fit))).</p>
      """)
    return purchases + "\n" + spending
  }

  private var rate: Double { report.purchases.model.r / report.purchases.model.alpha }
  private var leaving: Double { report.purchases.model.a / (report.purchases.model.a + report.purchases.model.b) }

  private func mean(_ model: GammaGamma) -> String {
    guard let value = model.expectedValue(x: 0, meanValue: 0) else { return "" }
    return "A purchase of a customer of whom nothing is known is worth \(decimals(value, 2)).\n"
  }

  private var tracking: String {
    guard let check = report.check else { return "" }
    let sample = report.sample
    let until = sample.hasHoldout ? Double(sample.calibrationEnd - sample.firstDay + 1) / 7 : nil
    return ResultPage.section(
      "tracking", "Repeat purchases over time",
      """
      <p class="note">Of all customers together, summed from the first day. What the model expects knows nothing but when
      each customer came.</p>
      \(DayPlot.legend(["actual", "expected"]))
      <figure>\(TrackingPlot(weeks: check.weeks, fittedUntil: until, id: "tracking-plot").svg)</figure>
      """)
  }

  private var frequencies: String {
    guard let check = report.check else { return "" }
    let most = check.frequencies.last?.purchases
    let pairs = check.frequencies.map {
      BarsPlot.Pair(name: FitTable.name($0.purchases, most), actual: Double($0.actual), expected: $0.expected)
    }
    let plot = BarsPlot(
      pairs: pairs, axis: "repeat purchases", title: "Customers by repeat purchases",
      label: { $0 < 100_000 ? decimals($0, 0) : "\(decimals($0 / 1000, 0))k" },
      id: "frequency-plot")
    let until = report.sample.hasHoldout ? " until the end of what was fitted to" : ""
    return ResultPage.section(
      "frequencies", "Customers by repeat purchases",
      """
      <p class="note">How many customers have bought again so often\(until).</p>
      \(BarsPlot.legend("actual", "expected"))
      <figure>\(plot.svg)</figure>
      """)
  }

  private var holdout: String {
    guard let words = FitTable(report).holdoutWords, let check = report.check, let holdout = check.holdout else {
      return ""
    }
    let most = check.frequencies.last?.purchases
    let pairs = holdout.frequencies.map {
      BarsPlot.Pair(name: FitTable.name($0.purchases, most), actual: $0.actual, expected: $0.predicted)
    }
    let plot = BarsPlot(
      pairs: pairs, axis: "repeat purchases before", title: "Purchases of the mean customer afterwards",
      label: { decimals($0, 2) }, id: "holdout-plot")
    return ResultPage.section(
      "holdout", "Predictions of what was not fitted to",
      """
      <p>\(escaped(words)).</p>
      <p class="note">Purchases afterwards of the mean customer, by how often customers had bought again before.</p>
      \(BarsPlot.legend("actual", "predicted"))
      <figure>\(plot.svg)</figure>
      \(ResultPage.table(FitTable.holdoutHeadings, FitTable.rows(holdout.frequencies, most: most), labelledBy: "holdout"))
      """)
  }
}
