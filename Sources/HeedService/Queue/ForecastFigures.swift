/// How the forecasts made when tickets were enqueued have come true.
struct ForecastFigures: Sendable {
  /// How many could be compared.
  private(set) var count = 0
  /// The sum of forecast less wait, in seconds: greater than 0 where tickets came earlier than said.
  private(set) var errorSeconds = 0.0
  /// The sum of its magnitudes.
  private(set) var absoluteErrorSeconds = 0.0
  /// How many waited no longer than the 90th percentile said: 90 % of them, if it is right.
  private(set) var covered = 0

  mutating func add(_ error: Double, isCovered: Bool) {
    count += 1
    errorSeconds += error
    absoluteErrorSeconds += error.magnitude
    if isCovered { covered += 1 }
  }
}
