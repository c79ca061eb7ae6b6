import JSON
import Queueing

/// The results of `heed simulate` for programs: times in seconds, shares 0 to 1.
public struct SimulationJSON {
  private let plan: SimulationPlan
  private let cases: [SimulatedCase]

  /// What a plan gave, as JSON.
  public init(_ plan: SimulationPlan, _ cases: [SimulatedCase]) {
    self.plan = plan
    self.cases = cases
  }

  /// The document, indented.
  public var text: String {
    let writer = JSONWriter()
    writer.object {
      let options = plan.options
      writer.key("days").number(options.days)
      writer.key("seed").number(options.seed)
      writer.key("agents").number(options.agentCount)
      writer.key("handling_seconds").number(options.handlingSeconds)
      writer.key("handling_variation").number(options.handlingVariation)
      writer.key("shape").string(options.shape.name)
      writer.key("peak").number(options.peak)
      writer.key("cases").array {
        for part in cases { write(part, writer) }
      }
    }
    return writer.withUnsafeBytes { String(decoding: IndentedJSON.indent($0), as: UTF8.self) } + "\n"
  }

  private func write(_ part: SimulatedCase, _ writer: JSONWriter) {
    writer.object {
      writer.key("policy").string(part.policy)
      writer.key("discipline").string(part.discipline.rawValue)
      writer.key("all").object { write(part.all, writer) }
      writer.key("tiers").array {
        for (tier, summary) in zip(part.tiers, part.summaries) {
          writer.object {
            writer.key("tier").string(tier.name)
            writer.key("promise_seconds").number(tier.promiseSeconds)
            write(summary, writer)
          }
        }
      }
      writer.key("day").array {
        for point in part.course { write(point, writer) }
      }
    }
  }

  private func write(_ summary: WaitSummary, _ writer: JSONWriter) {
    writer.key("tickets").number(summary.count)
    writer.key("gave_up").number(summary.abandoned)
    writer.key("p50_seconds").number(summary.p50Seconds, decimals: 1)
    writer.key("p90_seconds").number(summary.p90Seconds, decimals: 1)
    writer.key("mean_seconds").number(summary.meanSeconds, decimals: 1)
    writer.key("worst_seconds").number(summary.worstSeconds, decimals: 1)
    writer.key("promises_kept").number(1 - summary.shareOverPromise, decimals: 4)
    writer.key("worst_of_promise").number(summary.worstRatio, decimals: 3)
    writer.key("mean_overtakes").number(summary.meanOvertakes, decimals: 2)
    writer.key("most_overtakes").number(summary.mostOvertakes)
    writer.key("gini").number(summary.gini, decimals: 4)
    writer.key("jain").number(summary.jain, decimals: 4)
  }

  private func write(_ point: DayCourse, _ writer: JSONWriter) {
    writer.object {
      writer.key("start_seconds").number(point.startSeconds, decimals: 0)
      writer.key("waiting").number(point.length, decimals: 2)
      writer.key("mean_wait_seconds").array {
        for wait in point.meanSeconds {
          if let wait { writer.number(wait, decimals: 1) } else { writer.null() }
        }
      }
    }
  }
}
