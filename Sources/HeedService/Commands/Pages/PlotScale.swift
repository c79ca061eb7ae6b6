import Foundation

/// A linear scale from zero, with round marks.
struct PlotScale {
  /// The greatest value shown.
  let limit: Double
  /// The marks, from zero up.
  let marks: [Double]

  private static let timeSteps = [
    1.0, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400,
  ]

  /// A scale of seconds up to `greatest`, with few enough marks for their labels.
  static func time(upTo greatest: Double) -> PlotScale {
    let step = timeSteps.first { greatest / $0 <= 5 } ?? (greatest / 5 / 86_400).rounded(.up) * 86_400
    return PlotScale(upTo: greatest, step: step)
  }

  /// A scale of whole numbers up to `greatest`.
  static func count(upTo greatest: Double) -> PlotScale {
    var step = 1.0
    while greatest / step > 5 {
      for factor in [2, 2.5, 2] where greatest / step > 5 { step *= factor }
    }
    return PlotScale(upTo: greatest, step: max(1, step.rounded()))
  }

  /// A scale of any numbers up to `greatest`, which is positive.
  static func value(upTo greatest: Double) -> PlotScale {
    let rough = max(greatest, 1e-9) / 5
    let power = pow(10, log10(rough).rounded(.down))
    return PlotScale(upTo: greatest, step: [1, 2, 2.5, 5].map { $0 * power }.first { $0 >= rough } ?? 10 * power)
  }

  private init(upTo greatest: Double, step: Double) {
    limit = max(greatest, step)
    marks = Array(stride(from: 0, through: limit, by: step))
  }

  /// Where a value is, from 0 to `length`.
  func position(_ value: Double, of length: Double) -> Double { value / limit * length }

  /// A mark of a number, with as many decimals as tell it from the others.
  func label(_ mark: Double) -> String {
    let step = marks.count > 1 ? marks[1] : 1
    let places = (0...9).first { places in
      let shifted = step * pow(10, Double(places))
      return (shifted - shifted.rounded()).magnitude < 1e-6 * shifted
    }
    return decimals(mark, places ?? 9)
  }

  /// A mark of a time: 0, 30 s, 10 min, 2 h.
  static func label(seconds: Double) -> String { seconds == 0 ? "0" : spoken(seconds: seconds) }
}
