/// What a back-test found.
public struct BacktestReport: Sendable {
  /// Tickets in the log, those that waited, and those of them that gave up.
  public internal(set) var tickets = 0
  public internal(set) var queued = 0
  public internal(set) var abandoned = 0
  /// The first arrival and the last; `nil` for an empty log.
  public internal(set) var period: ClosedRange<Double>?
  /// Scores of all tickets that waited and were served.
  public internal(set) var all: [WaitEstimator: EstimatorScore] = [:]
  /// The same by tier.
  public internal(set) var tiers: [String: [WaitEstimator: EstimatorScore]] = [:]
  /// The same of Heed's forecast by hour of the day, 0…23, as the log's clock has it.
  public internal(set) var hours: [Int: EstimatorScore] = [:]
  /// Heed's forecasts one by one, in the order of arrivals.
  public internal(set) var forecasts: [JudgedForecast] = []

  public init() {}

  mutating func judge(_ ticket: PastTicket, _ said: [WaitEstimator: (p50: Double, p90: Double?)]) {
    let waited = ticket.waitedSeconds
    for (estimator, quantiles) in said {
      all[estimator, default: EstimatorScore()].add(waited: waited, p50: quantiles.p50, p90: quantiles.p90)
      tiers[ticket.tier, default: [:]][estimator, default: EstimatorScore()]
        .add(waited: waited, p50: quantiles.p50, p90: quantiles.p90)
    }
    guard let (p50, p90) = said[.heed], let p90 else { return }
    let secondOfDay = ticket.arrived - (ticket.arrived / 86_400).rounded(.down) * 86_400
    hours[min(23, Int(secondOfDay / 3600)), default: EstimatorScore()].add(waited: waited, p50: p50, p90: p90)
    forecasts.append(
      JudgedForecast(time: ticket.arrived, tier: ticket.tier, p50Seconds: p50, p90Seconds: p90, waitedSeconds: waited))
  }
}
