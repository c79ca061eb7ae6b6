import Queueing

/// How long a tier's tickets wait, a bar a case: from nothing to the median and on to the 90th percentile, beside the
/// promise.
struct QuantilePlot {
  let tier: SimulatedTier
  /// Name and waits of each case.
  let rows: [(name: String, summary: WaitSummary)]
  /// Tells this plot's title from those of others on the page.
  let id: String

  private let width = 720.0
  /// Room for the longest name, as wide as letters of its size mostly are; up to half of the plot.
  private var left: Double {
    min(max(100, 7.2 * Double(rows.map(\.name.count).max() ?? 0) + 16), width / 2)
  }
  private let right = 130.0
  private let top = 30.0
  private let rowHeight = 30.0

  var svg: String {
    let greatest = max(tier.promiseSeconds, rows.map(\.summary.p90Seconds).max() ?? 0)
    let scale = PlotScale.time(upTo: greatest * 1.02)
    let (length, height) = (width - left - right, top + Double(rows.count) * rowHeight)
    func x(_ value: Double) -> String { coordinate(left + scale.position(value, of: length)) }
    var body = ""
    for mark in scale.marks {
      body += """
        <line class="grid" x1="\(x(mark))" x2="\(x(mark))" y1="\(coordinate(top))" y2="\(coordinate(height))"/>
        <text class="mark" text-anchor="middle" x="\(x(mark))" y="\(coordinate(height + 18))">\
        \(PlotScale.label(seconds: mark))</text>

        """
    }
    for (index, row) in rows.enumerated() { body += bar(row, at: top + (Double(index) + 0.5) * rowHeight, x) }
    let promise = x(tier.promiseSeconds)
    body += """
      <line class="promise" x1="\(promise)" x2="\(promise)" y1="\(coordinate(top - 8))" y2="\(coordinate(height))"/>
      <text class="promise-label" text-anchor="middle" x="\(promise)" y="\(coordinate(top - 14))">\
      promise \(spoken(seconds: tier.promiseSeconds))</text>

      """
    return """
      <svg role="img" aria-labelledby="\(id)" viewBox="0 0 \(coordinate(width)) \(coordinate(height + 26))">
      <title id="\(id)">\(escaped(description))</title>
      \(body)</svg>
      """
  }

  private var description: String {
    "Waits of the tier \(tier.name), promised \(spoken(seconds: tier.promiseSeconds)). "
      + rows.map { row in
        "\(row.name): median \(clock(seconds: row.summary.p50Seconds)), "
          + "90th percentile \(clock(seconds: row.summary.p90Seconds))"
      }.joined(separator: "; ") + "."
  }

  private func bar(
    _ row: (name: String, summary: WaitSummary), at y: Double, _ x: (Double) -> String
  ) -> String {
    let isLate = row.summary.p90Seconds > tier.promiseSeconds
    let (zero, p50, p90) = (x(0), x(row.summary.p50Seconds), x(row.summary.p90Seconds))
    return """
      <text class="name" text-anchor="end" x="\(coordinate(left - 10))" y="\(coordinate(y + 5))">\(escaped(row.name))\
      </text>
      <line class="range\(isLate ? " late" : "")" x1="\(zero)" x2="\(p90)" y1="\(coordinate(y))" y2="\(coordinate(y))"/>
      <circle class="median" cx="\(p50)" cy="\(coordinate(y))" r="5"/>
      <text class="value" x="\(coordinate(width - right + 12))" y="\(coordinate(y + 5))">\
      \(clock(seconds: row.summary.p50Seconds)) · \(clock(seconds: row.summary.p90Seconds))</text>

      """
  }
}
