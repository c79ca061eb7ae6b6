/// What is known at a moment of a log that is played again.
struct BacktestReplay {
  private(set) var report = BacktestReport()
  private let tickets: [PastTicket]
  private let tiers: [String: PastTier]
  private let settings: ForecastSettings
  private var estimators: RateEstimators
  private var line = Line()
  private var agents: AgentPresence
  private var handling: RunningMean
  private var waits = WaitHistory()
  /// The agents of tickets that are not done.
  private var names: [Int: String] = [:]
  /// What was said of tickets that wait.
  private var said: [Int: [WaitEstimator: (p50: Double, p90: Double?)]] = [:]
  private var forecasts: [Int: Forecast] = [:]

  init(tickets: [PastTicket], tiers: [String: PastTier], settings: ForecastSettings) {
    self.tickets = tickets
    self.tiers = tiers
    self.settings = settings
    estimators = RateEstimators(settings: settings)
    // Who had no ticket for as long as rates are averaged over says nothing of the present rate.
    agents = AgentPresence(memorySeconds: settings.windowSeconds)
    handling = RunningMean(mean: settings.handlingSeconds, count: settings.handlingPseudoTickets)
    report.tickets = tickets.count
    if let first = tickets.map(\.arrived).min(), let last = tickets.map(\.arrived).max() {
      report.period = first...last
    }
  }

  mutating func play(_ event: BacktestEvent) {
    let ticket = tickets[event.ticket]
    // Who leaves at once without being served tells neither of patience nor of agents.
    guard ticket.isServed || ticket.waitedSeconds > 0 else { return }
    switch event.kind {
    case .arrived: arrived(event.ticket)
    case .left, .leftAtOnce: left(event.ticket)
    case .ended, .endedAtOnce: ended(event.ticket)
    }
  }

  private func place(_ index: Int) -> Place {
    let ticket = tickets[index]
    let tier = tiers[ticket.tier] ?? PastTier()
    return Place(
      lane: Lane(desk: Backtest.desk, tier: ticket.tier, promiseSeconds: tier.promiseSeconds),
      key: ticket.arrived - tier.headStartSeconds, number: Int64(index))
  }

  private mutating func arrived(_ index: Int) {
    let (ticket, place) = (tickets[index], place(index))
    if ticket.waitedSeconds > 0 {
      report.queued += 1
      forecast(index, place)
      line.insert(place)
    }
    estimators.arrived(
      lane: place.lane, headStartSeconds: ticket.arrived - place.key, at: ticket.arrived)
  }

  private mutating func left(_ index: Int) {
    let (ticket, place) = (tickets[index], place(index))
    let waited = ticket.waitedSeconds
    line.remove(place)
    guard ticket.isServed else {
      report.abandoned += 1
      said[index] = nil
      forecasts[index] = nil
      estimators.abandoned(lane: place.lane, waitedSeconds: waited, at: ticket.left)
      return
    }
    let name = ticket.agent ?? agents.freeName()
    if ticket.ended != nil { names[index] = name }
    agents.started(name, at: ticket.left)
    if ticket.ended == nil { agents.ended(name, at: ticket.left) }
    estimators.started(lane: place.lane, waitedSeconds: waited, queueExisted: waited > 0, at: ticket.left)
    guard waited > 0 else { return }
    if let forecast = forecasts.removeValue(forKey: index) {
      estimators.forecastCameTrue(lane: place.lane, forecast: forecast, waitedSeconds: waited, at: ticket.left)
    }
    if let said = said.removeValue(forKey: index) { report.judge(ticket, said) }
    waits.add(waited, tier: ticket.tier)
  }

  private mutating func ended(_ index: Int) {
    guard let ended = tickets[index].ended, let name = names.removeValue(forKey: index) else { return }
    agents.ended(name, at: ended)
    let seconds = ended - tickets[index].left
    handling.add(min(seconds, 10 * handling.mean), memory: settings.memoryTickets)
    estimators.completed(desk: Backtest.desk, handlingSeconds: seconds, at: ended)
  }

  /// Asks every estimator for the wait of a ticket that is about to join the line.
  private mutating func forecast(_ index: Int, _ place: Place) {
    let now = tickets[index].arrived
    let present = agents.count(at: now)
    // It has to wait, so whoever is there is not free.
    let pool = AgentPool(agents: present, idle: 0, weights: [Backtest.desk: 1])
    let outlook = estimators.outlook(agents: [Backtest.desk: pool], at: now)
    guard case (let forecast?, _) = outlook.forecast(for: place, in: line, at: now) else { return }
    forecasts[index] = forecast
    let perTicket = handling.mean / Double(present)
    let (position, queue) = (Double(forecast.position), Double(line.count + 1))
    let first = line.lanes.compactMap { line.head(of: $0) }.map { tickets[Int($0.number)].arrived }.min()
    said[index] = [
      .heed: (forecast.p50Seconds, forecast.p90Seconds),
      .handlingByAhead: (perTicket * position, nil),
      .handlingByQueue: (perTicket * queue, nil),
      .lastServed: (waits.lastWait(tier: tickets[index].tier) ?? 0, nil),
      .lastThirty: (waits.meanOfRecent ?? 0, waits.p90OfRecent),
      .headOfLine: (first.map { now - $0 } ?? 0, nil),
      .allSoFar: (waits.quantile(0.5) ?? 0, waits.quantile(0.9)),
    ]
  }
}
