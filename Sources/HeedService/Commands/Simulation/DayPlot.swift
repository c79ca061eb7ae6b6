/// Values over the hours of the day, a line each.
struct DayPlot {
  /// A line: its name, and a value for each part of the day.
  struct Series {
    let name: String
    let values: [Double?]
  }

  let title: String
  let series: [Series]
  let scale: PlotScale
  let label: (Double) -> String
  /// Tells this plot's title from those of others on the page.
  let id: String
  /// The number of the first line's colour.
  var firstColor = 0

  /// The number of colours that the page has.
  static let colors = 6

  private let width = 720.0
  private let left = 64.0
  private let right = 30.0
  private let top = 10.0
  private let height = 200.0

  var svg: String {
    let length = width - left - right
    func y(_ value: Double) -> Double { top + height - scale.position(value, of: height) }
    var body = ""
    for mark in scale.marks {
      let level = coordinate(y(mark))
      body += """
        <line class="grid" x1="\(coordinate(left))" x2="\(coordinate(width - right))" y1="\(level)" y2="\(level)"/>
        <text class="mark" text-anchor="end" x="\(coordinate(left - 8))" y="\(coordinate(y(mark) + 4))">\
        \(label(mark))</text>

        """
    }
    for hour in stride(from: 0, through: 24, by: 4) {
      let x = coordinate(left + Double(hour) / 24 * length)
      body += """
        <text class="mark" text-anchor="middle" x="\(x)" y="\(coordinate(top + height + 20))">\(hour):00</text>

        """
    }
    for (index, line) in series.enumerated() {
      let points = line.values.enumerated().compactMap { part, value in
        value.map {
          coordinate(left + (Double(part) + 0.5) / Double(line.values.count) * length) + "," + coordinate(y($0))
        }
      }
      body +=
        "<polyline class=\"line s\((firstColor + index) % Self.colors)\" points=\"\(points.joined(separator: " "))\"/>\n"
    }
    return """
      <svg role="img" aria-labelledby="\(id)" viewBox="0 0 \(coordinate(width)) \(coordinate(top + height + 28))">
      <title id="\(id)">\(escaped(description))</title>
      \(body)</svg>
      """
  }

  /// The lines' names beside a piece of each.
  static func legend(_ names: [String]) -> String {
    let items = names.enumerated().map { index, name in
      """
      <li><svg aria-hidden="true" viewBox="0 0 28 10"><line class="line s\(index % colors)" x1="0" x2="28" y1="5" \
      y2="5"/></svg> \(escaped(name))</li>
      """
    }
    return "<ul class=\"legend\">\(items.joined())</ul>"
  }

  private var description: String {
    let peaks = series.map { line in "\(line.name) at most \(label(line.values.compactMap(\.self).max() ?? 0))" }
    return "\(title), by the hour: \(peaks.joined(separator: "; "))."
  }
}
