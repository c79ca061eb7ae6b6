import Queueing

/// How many of the waits stayed within the forecast's 90th percentile, by the hour of the day, with what chance would
/// have about two of three such shares do.
struct CoveragePlot {
  let hours: [Int: EstimatorScore]
  /// Tells this plot's title from those of others on the page.
  let id: String

  private let width = 720.0
  private let height = 230.0
  private let left = 60.0
  private let right = 20.0
  private let top = 14.0
  private let bottom = 46.0
  /// What the axis begins with.
  private let least = 0.7

  var svg: String {
    func x(_ hour: Double) -> Double { left + hour / 24 * (width - left - right) }
    func y(_ share: Double) -> Double {
      height - bottom - (max(share, least) - least) / (1 - least) * (height - top - bottom)
    }
    var body = ""
    for share in [0.7, 0.8, 0.9, 1] {
      let level = coordinate(y(share))
      let kind = share == 0.9 ? "promise" : "grid"
      body += """
        <line class="\(kind)" x1="\(coordinate(left))" x2="\(coordinate(width - right))" y1="\(level)" y2="\(level)"/>
        <text class="mark" text-anchor="end" x="\(coordinate(left - 8))" y="\(level)" dy="4">\(percent(share))</text>

        """
    }
    for hour in stride(from: 0, through: 24, by: 4) {
      body += """
        <text class="mark" text-anchor="middle" x="\(coordinate(x(Double(hour))))" \
        y="\(coordinate(height - bottom + 20))">\(hour):00</text>

        """
    }
    for (hour, score) in hours.sorted(by: { $0.key < $1.key }) {
      guard let share = score.p90Coverage else { continue }
      let error = (0.09 / Double(score.count)).squareRoot()
      let middle = coordinate(x(Double(hour) + 0.5))
      body += """
        <line class="spread" x1="\(middle)" x2="\(middle)" y1="\(coordinate(y(share - error)))" \
        y2="\(coordinate(y(min(1, share + error))))"/>
        <circle class="median" cx="\(middle)" cy="\(coordinate(y(share)))" r="5"/>

        """
    }
    return """
      <svg role="img" aria-labelledby="\(id)" viewBox="0 0 \(coordinate(width)) \(coordinate(height))">
      <title id="\(id)">\(escaped(description))</title>
      \(body)<text text-anchor="middle" x="\(coordinate((left + width - right) / 2))" y="\(coordinate(height - 6))">\
      hour of arrival</text>
      </svg>
      """
  }

  private var description: String {
    let shares = hours.sorted { $0.key < $1.key }.compactMap { hour, score in
      score.p90Coverage.map { "\(hour):00 \(percent($0)) of \(score.count)" }
    }
    return "Share of waits within the 90th percentile by hour: \(shares.joined(separator: ", "))."
  }
}
