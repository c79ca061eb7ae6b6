/// How forecasts of a tier have fared.
struct TierRates: Sendable {
  /// The wait of tickets that had one.
  private(set) var wait = RunningMean()
  private(set) var p50 = Calibration(level: 0.5)
  private(set) var p90 = Calibration(level: 0.9)

  /// Where tickets stood when they were forecast: about how many waited together.
  private var position = RunningMean()

  /// Takes note of a forecast whose ticket has been served.
  mutating func cameTrue(_ forecast: Forecast, waitedSeconds waited: Double, settings: ForecastSettings) {
    wait.add(waited, memory: settings.memoryTickets)
    position.add(Double(forecast.position), memory: settings.memoryTickets)
    guard wait.mean > 0 else { return }
    // Tickets that waited together were all fooled by the same chance, so that together they teach as much as one. Of
    // each the share is the same: if it went by what happened to it, short waits would count more than long ones, or
    // those in slack times more than those in busy ones.
    let step = settings.calibrationStep / position.mean
    p50.learn(issued: forecast.p50Seconds, waited: waited, scale: wait.mean, step: step)
    p90.learn(issued: forecast.p90Seconds, waited: waited, scale: wait.mean, step: step)
  }
}
