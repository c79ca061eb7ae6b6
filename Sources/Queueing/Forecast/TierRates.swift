/// How forecasts of a tier have fared.
struct TierRates: Sendable {
  /// The wait of tickets that had one.
  private(set) var wait = RunningMean()
  private(set) var p50 = Calibration(level: 0.5)
  private(set) var p90 = Calibration(level: 0.9)

  /// Takes note of a forecast whose ticket has been served.
  mutating func cameTrue(_ forecast: Forecast, waitedSeconds waited: Double, settings: ForecastSettings) {
    wait.add(waited, memory: settings.memoryTickets)
    guard wait.mean > 0 else { return }
    p50.learn(issued: forecast.p50Seconds, waited: waited, scale: wait.mean, step: settings.calibrationStep)
    p90.learn(issued: forecast.p90Seconds, waited: waited, scale: wait.mean, step: settings.calibrationStep)
  }
}
