public import Queueing

/// The results of `heed backtest` as text: scores of all tickets by estimator, then Heed's by tier.
public struct BacktestTable {
  private let report: BacktestReport
  private let log: CallLog

  public init(_ report: BacktestReport, of log: CallLog) {
    self.report = report
    self.log = log
  }

  static let headings = ["MAE", "RMSE", "bias", "p50 cover", "p90 cover", "pinball 50", "pinball 90"]

  public var text: String {
    let numbers = Set(1...Self.headings.count + 1)
    var estimators = TextTable(["estimator", "waits"] + Self.headings, rightAligned: numbers)
    for estimator in WaitEstimator.allCases {
      guard let score = report.all[estimator] else { continue }
      estimators.add([estimator.title, "\(score.count)"] + Self.figures(score))
    }
    var tiers = TextTable(["priority", "waits"] + Self.headings, rightAligned: numbers)
    for (tier, score) in tierScores { tiers.add([Self.name(tier), "\(score.count)"] + Self.figures(score)) }
    if report.all.isEmpty { return setting + "\n\nNo ticket waited and was served, so there is nothing to judge.\n" }
    return "\(setting)\n\n\(estimators.text)\nHeed's forecast by priority:\n\n\(tiers.text)"
  }

  /// What was read, in a line.
  var setting: String {
    let rest = [
      (log.dropped, "rows dropped"), (log.passing, "that neither waited nor were served"), (log.refused, "refused"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return (["\(report.tickets) tickets, \(report.queued) of them waited, \(report.abandoned) of those gave up"] + rest)
      .joined(separator: "; ") + "; seconds"
  }

  /// Heed's scores by tier, in the order of their names.
  var tierScores: [(tier: String, score: EstimatorScore)] {
    report.tiers.sorted { $0.key < $1.key }.compactMap { tier, scores in scores[.heed].map { (tier, $0) } }
  }

  static func name(_ tier: String) -> String { tier.isEmpty ? "(none)" : tier }

  /// What stands under the ``headings``.
  static func figures(_ score: EstimatorScore) -> [String] {
    func seconds(_ value: Double?) -> String { value.map { decimals($0, 1) } ?? "–" }
    func share(_ value: Double?) -> String { value.map { percent($0, decimals: 1) } ?? "–" }
    return [
      seconds(score.meanAbsoluteError), seconds(score.rootMeanSquaredError), seconds(score.bias),
      share(score.p50Coverage), share(score.p90Coverage), seconds(score.pinball50), seconds(score.pinball90),
    ]
  }
}
