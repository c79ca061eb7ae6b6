import Scoring

/// Repeat purchases of all customers, summed week by week: what happened, and what the model expects.
struct TrackingPlot {
  let weeks: [PurchaseCheck.Week]
  /// The week that the calibration ended with, `nil` where all weeks were fitted to.
  let fittedUntil: Double?
  /// Tells this plot's title from those of others on the page.
  let id: String

  private let width = 720.0
  private let height = 340.0
  private let left = 74.0
  private let right = 20.0
  private let top = 26.0
  private let bottom = 46.0

  var svg: String {
    let greatest = weeks.map { max(Double($0.actual), $0.expected) }.max() ?? 1
    let scale = PlotScale.count(upTo: max(1, greatest * 1.02))
    let across = PlotScale.count(upTo: Double(max(1, weeks.count)))
    func x(_ week: Double) -> String { coordinate(left + across.position(week, of: width - left - right)) }
    func y(_ value: Double) -> String { coordinate(height - bottom - scale.position(value, of: height - top - bottom)) }
    func points(_ value: (PurchaseCheck.Week) -> Double) -> String {
      (["\(x(0)),\(y(0))"] + weeks.map { "\(x(Double($0.number))),\(y(value($0)))" }).joined(separator: " ")
    }
    var body = ""
    for mark in scale.marks {
      body += """
        <line class="grid" x1="\(x(0))" x2="\(coordinate(width - right))" y1="\(y(mark))" y2="\(y(mark))"/>
        <text class="mark" text-anchor="end" x="\(coordinate(left - 8))" y="\(y(mark))" dy="4">\(scale.label(mark))</text>

        """
    }
    for mark in across.marks {
      body += """
        <text class="mark" text-anchor="middle" x="\(x(mark))" y="\(coordinate(height - bottom + 18))">\
        \(across.label(mark))</text>

        """
    }
    if let fittedUntil { body += boundary(x(fittedUntil), isFarRight: fittedUntil > 0.8 * across.limit) }
    return """
      <svg role="img" aria-labelledby="\(id)" viewBox="0 0 \(coordinate(width)) \(coordinate(height))">
      <title id="\(id)">\(escaped(description))</title>
      \(body)<polyline class="line s0" points="\(points { Double($0.actual) })"/>
      <polyline class="line s1" points="\(points(\.expected))"/>
      <text text-anchor="middle" x="\(coordinate((left + width - right) / 2))" y="\(coordinate(height - 6))">week</text>
      </svg>
      """
  }

  private func boundary(_ x: String, isFarRight: Bool) -> String {
    """
    <line class="promise" x1="\(x)" x2="\(x)" y1="\(coordinate(top - 6))" y2="\(coordinate(height - bottom))"/>
    <text class="promise-label" text-anchor="\(isFarRight ? "end" : "middle")" x="\(x)" y="\(coordinate(top - 11))">\
    fitted until here</text>

    """
  }

  private var description: String {
    guard let last = weeks.last else { return "No weeks." }
    return "Repeat purchases summed by week: \(last.actual) happened by the end of week \(last.number), "
      + "\(decimals(last.expected, 0)) were expected."
  }
}
