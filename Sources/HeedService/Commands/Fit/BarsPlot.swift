/// What happened beside what was expected, a pair of bars for each of a few classes of customers.
struct BarsPlot {
  /// One class.
  struct Pair {
    let name: String
    let actual: Double
    let expected: Double
  }

  let pairs: [Pair]
  /// What the classes are, below the axis.
  let axis: String
  /// Says what the plot shows, before the numbers, to who does not see it.
  let title: String
  /// How numbers are written above the bars.
  let label: (Double) -> String
  /// Tells this plot's title from those of others on the page.
  let id: String

  private let width = 720.0
  private let height = 300.0
  private let left = 74.0
  private let right = 20.0
  private let top = 22.0
  private let bottom = 46.0

  var svg: String {
    let scale = PlotScale.value(upTo: max(pairs.map { max($0.actual, $0.expected) }.max() ?? 1, 1e-6))
    func y(_ value: Double) -> Double { height - bottom - scale.position(value, of: height - top - bottom) }
    var body = ""
    for mark in scale.marks {
      let level = coordinate(y(mark))
      body += """
        <line class="grid" x1="\(coordinate(left))" x2="\(coordinate(width - right))" y1="\(level)" y2="\(level)"/>
        <text class="mark" text-anchor="end" x="\(coordinate(left - 8))" y="\(level)" dy="4">\(scale.label(mark))</text>

        """
    }
    let room = (width - left - right) / Double(max(1, pairs.count))
    for (index, pair) in pairs.enumerated() {
      let middle = left + (Double(index) + 0.5) * room
      let bar = room * 0.38
      body += self.bar("actual", pair.actual, at: middle, bar, y)
      body += self.bar("expected", pair.expected, at: middle, bar, y)
      body += """
        <text text-anchor="middle" x="\(coordinate(middle))" y="\(coordinate(height - bottom + 18))">\
        \(escaped(pair.name))</text>

        """
    }
    return """
      <svg role="img" aria-labelledby="\(id)" viewBox="0 0 \(coordinate(width)) \(coordinate(height))">
      <title id="\(id)">\(escaped(description))</title>
      \(body)<text text-anchor="middle" x="\(coordinate((left + width - right) / 2))" y="\(coordinate(height - 6))">\
      \(escaped(axis))</text>
      </svg>
      """
  }

  /// The names of the two kinds of bars beside a piece of each.
  static func legend(_ actual: String, _ expected: String) -> String {
    let items = [("actual", actual), ("expected", expected)].map { kind, name in
      """
      <li><svg aria-hidden="true" viewBox="0 0 28 10"><rect class="\(kind)" width="28" height="10"/></svg> \
      \(escaped(name))</li>
      """
    }
    return "<ul class=\"legend\">\(items.joined())</ul>"
  }

  /// A bar whose number begins or ends at the middle of the pair, so that long ones do not run into each other.
  private func bar(_ kind: String, _ value: Double, at middle: Double, _ length: Double, _ y: (Double) -> Double)
    -> String
  {
    let isLeft = kind == "actual"
    return """
      <rect class="\(kind)" x="\(coordinate(isLeft ? middle - length - 1 : middle + 1))" width="\(coordinate(length))" \
      y="\(coordinate(y(value)))" height="\(coordinate(y(0) - y(value)))"/>
      <text class="mark" text-anchor="\(isLeft ? "end" : "start")" x="\(coordinate(middle + (isLeft ? -3 : 3)))" \
      y="\(coordinate(y(value) - 4))">\(label(value))</text>

      """
  }

  private var description: String {
    "\(title): "
      + pairs.map { "\($0.name): \(label($0.actual)), expected \(label($0.expected))" }.joined(separator: "; ") + "."
  }
}
