import Queueing

/// The results of `heed simulate` as a page of HTML that needs nothing else: no script, no request, light and dark.
public struct SimulationPage {
  private let plan: SimulationPlan
  private let cases: [SimulatedCase]
  private let command: String

  /// A page on what a plan gave.
  ///
  /// - Parameter command: The command line that gave it, for whoever wants to repeat it.
  public init(_ plan: SimulationPlan, _ cases: [SimulatedCase], command: String) {
    self.plan = plan
    self.cases = cases
    self.command = command
  }

  /// The document.
  public var text: String {
    ResultPage(
      title: "simulated days", heading: "Simulated days", command: command,
      content: """
        <p>\(escaped(SimulationReport(plan, cases).setting)). All rows have met the same tickets.</p>
        \(warnings)
        \(table)
        \(waits)
        \(day)
        \(length)
        """
    ).text
  }

  private var warnings: String {
    plan.warnings.map { "<p class=\"warning\"><strong>Mind:</strong> \(escaped($0)).</p>" }.joined(separator: "\n")
  }

  private var areSeveral: Bool { Set(cases.map(\.policy)).count > 1 }

  private func name(_ part: SimulatedCase) -> String {
    areSeveral ? "\(part.policy), \(part.discipline.rawValue)" : part.discipline.rawValue
  }

  private var table: String {
    let headings = [
      "tier", "promise", "tickets", "gave up", "p50", "p90", "mean", "kept", "worst", "overtaken", "Gini", "Jain",
    ]
    let head = headings.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let groups = cases.map { part in
      let tiers = zip(part.tiers, part.summaries).map { tier, summary in
        row(tier.name, spoken(seconds: tier.promiseSeconds), summary, isSum: false)
      }
      return """
        <tbody><tr><th class="group" scope="rowgroup" colspan="\(headings.count)">\(escaped(name(part)))</th></tr>
        \(tiers.joined(separator: "\n"))
        \(row("all", "", part.all, isSum: true))</tbody>
        """
    }
    return """
      <section aria-labelledby="figures">
      <h2 id="figures">Figures</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="figures"><table>
      <thead><tr>\(head)</tr></thead>
      \(groups.joined(separator: "\n"))
      </table></div>
      <p class="note">p50, p90, mean: time in line, h:mm:ss, of those who gave up too. Kept: share of tickets that waited
      no longer than promised. Worst: longest wait as a multiple of the promise. Overtaken: by how many later tickets, in the mean and at most.
      Gini (0 is even) and Jain (1 is even) of wait/promise.</p>
      </section>
      """
  }

  private func row(_ tier: String, _ promise: String, _ summary: WaitSummary, isSum: Bool) -> String {
    let cells = ([promise] + SimulationReport.figures(summary)).map { "<td>\($0)</td>" }.joined()
    return "<tr\(isSum ? " class=\"sum\"" : "")><th scope=\"row\">\(escaped(tier))</th>\(cells)</tr>"
  }

  /// Tiers of one name and promise share a plot, whichever policies they are of.
  private var waits: String {
    var tiers: [SimulatedTier] = []
    for tier in cases.flatMap(\.tiers) where !tiers.contains(where: { Self.isAlike($0, tier) }) { tiers.append(tier) }
    let figures = tiers.enumerated().map { index, tier in
      let rows = cases.flatMap { part in
        zip(part.tiers, part.summaries).filter { Self.isAlike($0.0, tier) }.map { (name: name(part), summary: $0.1) }
      }
      let plot = QuantilePlot(tier: tier, rows: rows, id: "wait\(index)")
      return "<figure><figcaption>\(escaped(tier.name))</figcaption>\n\(plot.svg)</figure>"
    }
    return """
      <section aria-labelledby="waits">
      <h2 id="waits">Waits by tier</h2>
      <p class="note">A bar ends at the 90th percentile, the dot is the median; both stand at the right. A bar is red
      where more than a tenth wait longer than promised.</p>
      \(figures.joined(separator: "\n"))
      </section>
      """
  }

  private static func isAlike(_ first: SimulatedTier, _ second: SimulatedTier) -> Bool {
    first.name == second.name && first.promiseSeconds == second.promiseSeconds
  }

  private var day: String {
    let greatest = cases.flatMap(\.course).flatMap { $0.meanSeconds.compactMap(\.self) }.max() ?? 0
    let scale = PlotScale.time(upTo: max(greatest, 1))
    let part = (cases.first?.course.count ?? 24) > 24 ? "quarter of an hour" : "hour of the day"
    let figures = cases.enumerated().map { index, part in
      let series = part.tiers.indices.map { tier in
        DayPlot.Series(name: part.tiers[tier].name, values: part.course.map { $0.meanSeconds[tier] })
      }
      let plot = DayPlot(
        title: "Mean wait under \(name(part))", series: series, scale: scale, label: PlotScale.label(seconds:),
        id: "day\(index)")
      let isFirstOfPolicy = index == 0 || cases[index - 1].policy != part.policy
      return """
        \(isFirstOfPolicy ? DayPlot.legend(part.tiers.map(\.name)) : "")
        <figure><figcaption>\(escaped(name(part)))</figcaption>
        \(plot.svg)</figure>
        """
    }
    return """
      <section aria-labelledby="day">
      <h2 id="day">Wait over the day</h2>
      <p class="note">The mean wait of the tickets that arrive in each \(part); all plots have one scale.</p>
      \(figures.joined(separator: "\n"))
      </section>
      """
  }

  private var length: String {
    let scale = PlotScale.count(upTo: max(cases.flatMap(\.course).map(\.length).max() ?? 0, 1))
    let series = cases.map { DayPlot.Series(name: name($0), values: $0.course.map(\.length)) }
    let plot = DayPlot(
      title: "Mean number in line", series: series, scale: scale, label: { "\(Int($0))" }, id: "length")
    return """
      <section aria-labelledby="lengths">
      <h2 id="lengths">Line over the day</h2>
      <p class="note">The mean number in line. Who is next hardly changes it, as the agents' work is the same: lines may
      lie upon each other.</p>
      \(DayPlot.legend(cases.map(name)))
      <figure>\(plot.svg)</figure>
      </section>
      """
  }
}
