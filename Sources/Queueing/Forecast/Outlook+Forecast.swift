extension Outlook {
  /// The wait of a ticket from now on.
  ///
  /// It grows with the number ahead and falls with the number of agents; the median is within about 1 % of what the
  /// rates and the line imply. It takes at most a dozen rank queries a lane.
  ///
  /// - Parameters:
  ///   - place: Where the ticket stands, or would stand. It need not be in the line.
  ///   - line: The line as it is at `now`.
  /// - Returns: `nil` where the desk has no agent; no wait at all where more agents are free than are ahead.
  public func forecast(for place: Place, in line: Line, at now: Double) -> (Forecast?, ForecastBasis) {
    guard let desk = desks[place.lane.desk] else { return (nil, .noAgent) }
    let position = line.ahead(of: place, at: now) + 1
    let solver = solver(for: place, desk, in: line, at: now)
    if desk.pool.idle > 0, solver.ahead(after: 0) < Double(desk.pool.idle) {
      return (Forecast(p50Seconds: 0, p90Seconds: 0, position: position), .idleAgent)
    }
    var (p50, p90) = solver.quantiles()
    if let tier = tiers[place.lane.tier] {
      p50 = tier.p50(p50)
      p90 = tier.p90(p90)
    }
    return (Forecast(p50Seconds: p50, p90Seconds: max(p50, p90), position: position), .queue)
  }

  private func solver(for place: Place, _ desk: Desk, in line: Line, at now: Double) -> WaitSolver {
    var rivals: [WaitSolver.Rival] = []
    rivals.reserveCapacity(lanes.count)
    for known in lanes {
      let waiting = line.index.number(of: known.lane).map { line.entries[$0] } ?? OrderedEntries()
      add(known.lane, known.arrivals, waiting, to: &rivals, for: place, desk)
    }
    // Those that wait in lanes in which none was seen to arrive: they were there before the service was.
    for (number, lane) in line.index.lanes.enumerated() where laneIndex[lane] == nil {
      add(lane, nil, line.entries[number], to: &rivals, for: place, desk)
    }
    return WaitSolver(
      key: place.key, now: now, depletion: desk.depletion, idle: Double(desk.pool.idle), rivals: rivals)
  }

  private func add(
    _ lane: Lane, _ arrivals: ArrivalOutlook?, _ waiting: OrderedEntries, to rivals: inout [WaitSolver.Rival],
    for place: Place, _ desk: Desk
  ) {
    let weight = lane.desk == place.lane.desk ? 1 : desk.pool.weights[lane.desk] ?? 0
    guard weight > 0, arrivals != nil || !waiting.isEmpty else { return }
    let ratio = lane.promiseSeconds / place.lane.promiseSeconds
    var fixed: Double?
    if waiting.isEmpty {
      fixed = 0
    } else if lane == place.lane {
      fixed = Double(waiting.rank(of: place.entry))
    } else if ratio == 1 {
      fixed = Double(waiting.count(keysAtMost: place.key))
    }
    rivals.append(
      WaitSolver.Rival(waiting: waiting, weight: weight, ratio: ratio, arrivals: arrivals, fixed: fixed))
  }
}
