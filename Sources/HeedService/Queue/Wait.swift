import Queueing
import Scoring

/// How long a ticket may wait, as far as that can be said.
struct Wait: Equatable, Sendable {
  /// What to tell the customer, in seconds; nil where nobody is there to answer.
  var suggestedSeconds: Double?
  /// The forecast's median and 90th percentile in seconds; nil where there is no forecast.
  var p50Seconds: Double?
  var p90Seconds: Double?
  /// The place among those who wait for the same desk, 1 for the next; nil where no line is known.
  var position: Int?
  /// What it rests on.
  var basis: ForecastBasis

  /// The promise less the head start: what can be said without a line to look at.
  init(promiseOf decision: Decision) {
    suggestedSeconds = decision.promiseSeconds - decision.headStartSeconds
    basis = .promiseOnly
  }

  /// - Parameter forecast: nil: nobody is there to answer.
  init(_ forecast: Forecast?, position: Int, basis: ForecastBasis) {
    suggestedSeconds = forecast?.p50Seconds
    p50Seconds = forecast?.p50Seconds
    p90Seconds = forecast?.p90Seconds
    self.position = position
    self.basis = basis
  }
}
