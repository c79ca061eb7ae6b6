public import Queueing

/// The results of `heed backtest` as a page of HTML that needs nothing else: no script, no request, light and dark.
public struct BacktestPage {
  private let report: BacktestReport
  private let log: CallLog
  private let name: String
  private let command: String

  /// - Parameters:
  ///   - name: What the log is called.
  ///   - command: The command line that gave it, for whoever wants to repeat it.
  public init(_ report: BacktestReport, of log: CallLog, name: String, command: String) {
    self.report = report
    self.log = log
    self.name = name
    self.command = command
  }

  private static let style = """
    .dot { fill: var(--s0); fill-opacity: .45; }
    .dot.beyond { fill: var(--late); fill-opacity: .7; }
    .spread { stroke: var(--bar); stroke-width: 4; }
    tr.own > * { font-weight: 600; }
    """

  /// The document.
  public var text: String {
    ResultPage(
      title: "back-test of \(name)", heading: "Back-test of \(name)", style: Self.style, command: command,
      content: """
        <p>\(escaped(BacktestTable(report, of: log).setting)).</p>
        \(report.all.isEmpty ? "<p>No ticket waited and was served, so there is nothing to judge.</p>" : results)
        """
    ).text
  }

  private var results: String {
    """
    \(table(id: "estimators", title: "Estimators", heading: "estimator", rows: WaitEstimator.allCases.compactMap {
      estimator in report.all[estimator].map { (estimator.title, $0, estimator == .heed) }
    }))
    <p class="note">In seconds, of the tickets that waited and were served; each forecast was made when its ticket
    arrived, of what was known by then. MAE: mean absolute error of the median. Bias: positive where forecasts are too
    long. Cover: share of waits that were no longer than said. Pinball: what a quantile is judged by; less is better.</p>
    \(table(id: "priorities", title: "Heed’s forecast by priority", heading: "priority",
      rows: BacktestTable(report, of: log).tierScores.map { (BacktestTable.name($0.tier), $0.score, false) }))
    <section aria-labelledby="dots">
    <h2 id="dots">Forecast and wait</h2>
    <p class="note">A dot is a ticket\(isThinned ? ", of which some stand for all" : ""). On the dashed line the wait was
    the forecast’s median; the tenth that was to be longer than its 90th percentile is red.</p>
    <figure>\(ForecastPlot(forecasts: report.forecasts, id: "forecast-plot").svg)</figure>
    </section>
    <section aria-labelledby="hours">
    <h2 id="hours">Within the 90th percentile, by hour</h2>
    <p class="note">The bar is what chance does to so many waits (one standard error).</p>
    <figure>\(CoveragePlot(hours: report.hours, id: "coverage-plot").svg)</figure>
    </section>
    """
  }

  private var isThinned: Bool { report.forecasts.count > ForecastPlot.mostDots }

  private func table(
    id: String, title: String, heading: String, rows: [(name: String, score: EstimatorScore, isOwn: Bool)]
  ) -> String {
    let head = ([heading, "waits"] + BacktestTable.headings).map { "<th scope=\"col\">\($0)</th>" }.joined()
    let body = rows.map { row in
      let cells = (["\(row.score.count)"] + BacktestTable.figures(row.score)).map { "<td>\($0)</td>" }.joined()
      return "<tr\(row.isOwn ? " class=\"own\"" : "")><th scope=\"row\">\(escaped(row.name))</th>\(cells)</tr>"
    }
    return """
      <section aria-labelledby="\(id)">
      <h2 id="\(id)">\(title)</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="\(id)"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>\(body.joined(separator: "\n"))</tbody>
      </table></div>
      </section>
      """
  }
}
