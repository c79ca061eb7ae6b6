import JSON
public import Queueing

/// The results of `heed backtest` for programs: times in seconds, shares 0 to 1, `null` where an estimator has no such
/// figure.
public struct BacktestJSON {
  private let report: BacktestReport
  private let log: CallLog

  public init(_ report: BacktestReport, of log: CallLog) {
    self.report = report
    self.log = log
  }

  /// The document, indented.
  public var text: String {
    let writer = JSONWriter()
    writer.object {
      writer.key("tickets").number(report.tickets)
      writer.key("waited").number(report.queued)
      writer.key("gave_up").number(report.abandoned)
      writer.key("rows_dropped").number(log.dropped)
      writer.key("rows_refused").number(log.refused)
      writer.key("all").object { scores(report.all, writer) }
      writer.key("priorities").object {
        for (tier, estimators) in report.tiers.sorted(by: { $0.key < $1.key }) {
          writer.key(escaping: tier).object { scores(estimators, writer) }
        }
      }
      writer.key("hours").array {
        for (hour, score) in report.hours.sorted(by: { $0.key < $1.key }) {
          writer.object {
            writer.key("hour").number(hour)
            figures(score, writer)
          }
        }
      }
    }
    return writer.withUnsafeBytes { String(decoding: IndentedJSON.indent($0), as: UTF8.self) } + "\n"
  }

  private func scores(_ scores: [WaitEstimator: EstimatorScore], _ writer: JSONWriter) {
    for estimator in WaitEstimator.allCases {
      guard let score = scores[estimator] else { continue }
      writer.key(escaping: estimator.rawValue).object { figures(score, writer) }
    }
  }

  private func figures(_ score: EstimatorScore, _ writer: JSONWriter) {
    func write(_ key: StaticString, _ value: Double?, decimals: Int) {
      if let value { writer.key(key).number(value, decimals: decimals) } else { writer.key(key).null() }
    }
    writer.key("waits").number(score.count)
    write("mae_seconds", score.meanAbsoluteError, decimals: 2)
    write("rmse_seconds", score.rootMeanSquaredError, decimals: 2)
    write("bias_seconds", score.bias, decimals: 2)
    write("p50_coverage", score.p50Coverage, decimals: 4)
    write("p90_coverage", score.p90Coverage, decimals: 4)
    write("pinball50_seconds", score.pinball50, decimals: 3)
    write("pinball90_seconds", score.pinball90, decimals: 3)
  }
}
