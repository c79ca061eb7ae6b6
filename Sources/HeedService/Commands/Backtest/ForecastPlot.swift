import Queueing

/// Forecasts against what came of them: a dot a ticket, with the line on which the two are equal.
struct ForecastPlot {
  /// More dots would say no more and weigh much.
  static let mostDots = 2500

  let forecasts: [JudgedForecast]
  /// Tells this plot's title from those of others on the page.
  let id: String

  private let width = 720.0
  private let height = 460.0
  private let left = 78.0
  private let right = 20.0
  private let top = 14.0
  private let bottom = 54.0

  var svg: String {
    let greatest = Self.quantile(0.99, of: forecasts.flatMap { [$0.p50Seconds, $0.waitedSeconds] })
    let scale = PlotScale.time(upTo: max(1, greatest))
    func x(_ value: Double) -> String {
      coordinate(left + scale.position(min(value, scale.limit), of: width - left - right))
    }
    func y(_ value: Double) -> String {
      coordinate(height - bottom - scale.position(min(value, scale.limit), of: height - top - bottom))
    }
    var body = ""
    for mark in scale.marks {
      body += """
        <line class="grid" x1="\(x(mark))" x2="\(x(mark))" y1="\(y(0))" y2="\(coordinate(top))"/>
        <line class="grid" x1="\(x(0))" x2="\(coordinate(width - right))" y1="\(y(mark))" y2="\(y(mark))"/>
        <text class="mark" text-anchor="middle" x="\(x(mark))" y="\(coordinate(height - bottom + 18))">\
        \(PlotScale.label(seconds: mark))</text>
        <text class="mark" text-anchor="end" x="\(coordinate(left - 8))" y="\(y(mark))" dy="4">\
        \(PlotScale.label(seconds: mark))</text>

        """
    }
    let step = max(1, (forecasts.count + Self.mostDots - 1) / Self.mostDots)
    for index in stride(from: 0, to: forecasts.count, by: step) {
      let forecast = forecasts[index]
      let isBeyond = forecast.waitedSeconds > forecast.p90Seconds
      body += """
        <circle class="\(isBeyond ? "dot beyond" : "dot")" cx="\(x(forecast.p50Seconds))" \
        cy="\(y(forecast.waitedSeconds))" r="2"/>

        """
    }
    return """
      <svg role="img" aria-labelledby="\(id)" viewBox="0 0 \(coordinate(width)) \(coordinate(height))">
      <title id="\(id)">\(escaped(description))</title>
      \(body)<line class="promise" x1="\(x(0))" y1="\(y(0))" x2="\(x(scale.limit))" y2="\(y(scale.limit))"/>
      <text text-anchor="middle" x="\(coordinate((left + width - right) / 2))" y="\(coordinate(height - 8))">\
      forecast (median)</text>
      <text text-anchor="middle" transform="translate(14 \(coordinate((top + height - bottom) / 2))) rotate(-90)">\
      waited</text>
      </svg>
      """
  }

  private var description: String {
    let beyond = forecasts.count { $0.waitedSeconds > $0.p90Seconds }
    return "\(forecasts.count) waits against the medians that had been forecast; \(beyond) were longer than the "
      + "forecast's 90th percentile."
  }

  private static func quantile(_ level: Double, of values: [Double]) -> Double {
    let ordered = values.sorted()
    return ordered.isEmpty ? 0 : ordered[Int(Double(ordered.count - 1) * level)]
  }
}
