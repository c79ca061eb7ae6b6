import Queueing

/// Forecasts every ticket of a simulation as it arrives, and judges the forecast when an agent takes it.
struct SimulatedForecasts: SimulationObserver {
  private(set) var scores: [String: EstimatorScore] = [:]
  private var estimators: RateEstimators
  private var forecasts: [Int: Forecast] = [:]
  private var busySince: [Int: Double] = [:]
  private let warmUpSeconds: Double

  init(settings: ForecastSettings = ForecastSettings(), warmUpSeconds: Double = 0) {
    estimators = RateEstimators(settings: settings)
    self.warmUpSeconds = warmUpSeconds
  }

  /// The scores of tickets that had to wait, in the order of the tiers' names.
  var all: EstimatorScore? { scores["all"] }

  mutating func arrived(_ ticket: SimulatedTicket, in state: SimulationState) {
    let outlook = estimators.outlook(agents: Self.pools(state), at: state.now)
    if case (let forecast?, .queue) = outlook.forecast(for: ticket.place, in: state.line, at: state.now) {
      forecasts[ticket.number] = forecast
    }
    estimators.arrived(
      lane: ticket.place.lane, headStartSeconds: state.now - ticket.place.key, at: state.now)
  }

  mutating func started(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {
    let waited = state.now - ticket.arrivalSeconds
    estimators.started(lane: ticket.place.lane, waitedSeconds: waited, queueExisted: waited > 0, at: state.now)
    busySince[ticket.number] = state.now
    guard let forecast = forecasts.removeValue(forKey: ticket.number) else { return }
    estimators.forecastCameTrue(lane: ticket.place.lane, forecast: forecast, waitedSeconds: waited, at: state.now)
    guard ticket.arrivalSeconds >= warmUpSeconds else { return }
    for name in [ticket.place.lane.tier, "all"] {
      scores[name, default: EstimatorScore()]
        .add(waited: waited, p50: forecast.p50Seconds, p90: forecast.p90Seconds)
    }
  }

  mutating func finished(_ ticket: SimulatedTicket, by group: Int, in state: SimulationState) {
    guard let start = busySince.removeValue(forKey: ticket.number) else { return }
    estimators.completed(desk: ticket.place.lane.desk, handlingSeconds: state.now - start, at: state.now)
  }

  mutating func abandoned(_ ticket: SimulatedTicket, in state: SimulationState) {
    forecasts[ticket.number] = nil
    estimators.abandoned(
      lane: ticket.place.lane, waitedSeconds: state.now - ticket.arrivalSeconds, at: state.now)
  }

  /// Who serves each desk, from the groups that are there.
  private static func pools(_ state: SimulationState) -> [String: AgentPool] {
    func agents(_ desks: [String]) -> Int {
      state.groups.filter { group in desks.allSatisfy(group.desks.contains) }.reduce(0) { $0 + $1.present }
    }
    let desks = Set(state.groups.flatMap(\.desks))
    return Dictionary(
      uniqueKeysWithValues: desks.map { desk in
        let idle = state.groups.filter { $0.desks.contains(desk) }.reduce(0) { $0 + $1.idle }
        let weights = desks.map { ($0, agents([$0]) == 0 ? 0 : Double(agents([desk, $0])) / Double(agents([$0]))) }
        return (
          desk,
          AgentPool(
            agents: agents([desk]), idle: min(idle, agents([desk])), weights: Dictionary(uniqueKeysWithValues: weights))
        )
      })
  }
}
