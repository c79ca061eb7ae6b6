import Foundation
import Queueing

/// The results of `heed simulate` for a terminal.
public struct SimulationReport {
  private let plan: SimulationPlan
  private let cases: [SimulatedCase]

  /// A report on what a plan gave.
  public init(_ plan: SimulationPlan, _ cases: [SimulatedCase]) {
    self.plan = plan
    self.cases = cases
  }

  /// What was simulated, in a sentence.
  var setting: String {
    let options = plan.options
    let load =
      switch options.shape {
      case .flat: "load \(percent(options.peak)) all day"
      case .sinusoid: "load from \(percent(options.base)) to \(percent(options.peak)) of what they can do"
      case .hourly: "load by hour up to \(percent(options.peak)) of what they can do"
      }
    let days = options.days == 1 ? "1 day" : "\(options.days) days"
    let patience = options.patience.isEmpty ? "" : ", some of whom give up"
    return "\(options.agentCount) agents, handling time \(spoken(seconds: options.handlingSeconds)), \(load), \(days), "
      + "\(cases.first?.all.count ?? 0) tickets\(patience), seed \(options.seed)"
  }

  /// The whole report.
  public var text: String {
    var table = TextTable(Self.headings(cases), rightAligned: Set(2...12))
    for part in cases {
      for (tier, summary) in zip(part.tiers, part.summaries) {
        table.add(row(part, tier.name, spoken(seconds: tier.promiseSeconds), summary))
      }
      table.add(row(part, "all", "", part.all))
    }
    return "\(setting)\n\n\(table.text)\n\(Self.legend)"
  }

  private static let legend = """
    p50, p90, mean: time in line, h:mm:ss, of those who gave up too. kept: share of tickets that waited no longer than
    promised. worst: longest wait as a multiple of the promise. overtaken: by how many later ones, in the mean and at
    most. Gini (0 is even) and Jain (1 is even) of wait/promise. All rows have met the same tickets.

    """

  private static func headings(_ cases: [SimulatedCase]) -> [String] {
    let several = Set(cases.map(\.policy)).count > 1
    return [
      several ? "policy, discipline" : "discipline", "tier", "promise", "tickets", "gave up", "p50", "p90", "mean",
      "kept", "worst", "overtaken", "Gini", "Jain",
    ]
  }

  private func row(_ part: SimulatedCase, _ tier: String, _ promise: String, _ summary: WaitSummary) -> [String] {
    let several = Set(cases.map(\.policy)).count > 1
    let isFirst = tier == part.tiers.first?.name
    let name = several ? "\(part.policy), \(part.discipline.rawValue)" : part.discipline.rawValue
    return [isFirst ? name : "", tier, promise] + Self.figures(summary)
  }

  /// The figures of a summary as they are shown, from the number of tickets on.
  static func figures(_ summary: WaitSummary) -> [String] {
    if summary.count == 0 { return ["0"] + Array(repeating: "-", count: 9) }
    return [
      "\(summary.count)", percent(Double(summary.abandoned) / Double(summary.count), decimals: 1),
      clock(seconds: summary.p50Seconds), clock(seconds: summary.p90Seconds), clock(seconds: summary.meanSeconds),
      percent(1 - summary.shareOverPromise, decimals: 1), decimals(summary.worstRatio, 2),
      "\(decimals(summary.meanOvertakes, 1)) / \(summary.mostOvertakes)", decimals(summary.gini, 2),
      decimals(summary.jain, 2),
    ]
  }
}
