import Foundation
import Queueing
import TestSupport
import Testing

@Suite("Calibration")
struct CalibrationTests {
  private static let lane = Lane(desk: "general", tier: "standard", promiseSeconds: 3600)

  /// The forecast of a ticket with nobody ahead.
  private func forecast(_ estimators: RateEstimators, at now: Double) -> Forecast {
    let pools = ["general": AgentPool(agents: 6, idle: 0, weights: [:])]
    let place = Place(lane: Self.lane, key: now, number: 1)
    return estimators.outlook(agents: pools, at: now).forecast(for: place, in: Line(), at: now).0!
  }

  @Test("Whatever waits are really like, half stay within the median and nine of ten within the 90th percentile")
  func coverage() {
    var random = SeededGenerator()
    var estimators = RateEstimators()
    var (within50, within90) = (0, 0)
    // The model says exponential with a mean of 60 s; waits are 20 to 220 s.
    for step in 0..<8000 {
      let forecast = forecast(estimators, at: Double(step))
      let waited = 20 + Double.random(in: 0...200, using: &random)
      if step >= 2000 {
        within50 += waited <= forecast.p50Seconds ? 1 : 0
        within90 += waited <= forecast.p90Seconds ? 1 : 0
      }
      estimators.forecastCameTrue(lane: Self.lane, forecast: forecast, waitedSeconds: waited, at: Double(step))
    }
    #expect(abs(Double(within50) / 6000 - 0.5) < 0.02, "\(random)")
    #expect(abs(Double(within90) / 6000 - 0.9) < 0.015, "\(random)")
  }

  @Test("A step of zero leaves the model's quantiles, and free agents teach nothing")
  func off() {
    var settings = ForecastSettings()
    settings.calibrationStep = 0
    var estimators = RateEstimators(settings: settings)
    let before = forecast(estimators, at: 0)
    // None ahead: exponential with a mean of 60 s.
    #expect(abs(before.p50Seconds / (60 * log(2)) - 1) < 0.005)
    #expect(abs(before.p90Seconds / (60 * log(10)) - 1) < 0.005)
    estimators.forecastCameTrue(lane: Self.lane, forecast: before, waitedSeconds: 5000, at: 10)
    #expect(forecast(estimators, at: 0) == before)
    var free = RateEstimators()
    let none = Forecast(p50Seconds: 0, p90Seconds: 0, position: 1)
    for _ in 0..<100 { free.forecastCameTrue(lane: Self.lane, forecast: none, waitedSeconds: 100, at: 10) }
    #expect(forecast(free, at: 0) == before)
  }

  @Test("What went wrong in one tier does not change another's forecasts")
  func tiers() {
    var estimators = RateEstimators()
    let before = forecast(estimators, at: 0)
    let other = Lane(desk: "general", tier: "urgent", promiseSeconds: 900)
    for step in 0..<200 {
      estimators.forecastCameTrue(lane: other, forecast: before, waitedSeconds: 900, at: Double(step))
    }
    #expect(forecast(estimators, at: 0) == before)
  }
}
