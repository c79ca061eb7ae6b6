extension RateEstimators {
  /// What is known at the moment.
  ///
  /// The rate at which a desk's agents take tickets is that of the starts seen while tickets waited at the desk, at
  /// whatever desk the agents took them, with some pseudo-starts at the rate agents / handling time added.
  ///
  /// - Parameter agents: Who serves which desk. A desk that is left out has nobody.
  public func outlook(agents: [String: AgentPool], at now: Double) -> Outlook {
    var known: [String: Outlook.Desk] = [:]
    for (name, pool) in agents where pool.agents > 0 {
      known[name] = Outlook.Desk(pool: pool, depletion: depletion(of: name, pool: pool, at: now))
    }
    let lanes = self.lanes.map { lane in
      Outlook.LaneOutlook(
        lane: lane.lane, arrivals: lane.outlook(at: now, since: start ?? now, settings: settings))
    }
    return Outlook(desks: known, lanes: lanes, laneIndex: laneIndex, tiers: tiers)
  }

  private func depletion(of name: String, pool: AgentPool, at now: Double) -> Depletion {
    let window = settings.windowSeconds
    guard let index = deskIndex[name] else {
      return Depletion(
        rate: Double(pool.agents) / settings.handlingSeconds, abandonmentRate: 1 / settings.patienceSeconds)
    }
    let desk = desks[index]
    let queued = desk.queued.value(at: now, window: window, adding: desk.waiting > 0 ? 1 : 0)
    var starts = 0.0
    for (other, count) in desk.starts.enumerated() {
      starts += weight(of: other, for: index, pool) * count.value(at: now, window: window)
    }
    let expected = Double(pool.agents) / handlingSeconds(index, pool, at: now)
    let rate = (starts + settings.pseudoStarts) / (queued + settings.pseudoStarts / expected)
    return Depletion(rate: rate, abandonmentRate: desk.abandonmentRate(settings))
  }

  /// The mean handling time of what the agents of a desk do, at all desks.
  private func handlingSeconds(_ index: Int, _ pool: AgentPool, at now: Double) -> Double {
    var (sum, weights) = (desks[index].handling.mean, 1.0)
    for (other, desk) in desks.enumerated() {
      let weight = weight(of: other, for: index, pool)
      guard weight > 0 else { continue }
      let share = weight * desk.completions.value(at: now, window: settings.windowSeconds)
      sum += share * desk.handling.mean
      weights += share
    }
    return sum / weights
  }

  private func weight(of other: Int, for index: Int, _ pool: AgentPool) -> Double {
    other == index ? 1 : pool.weights[desks[other].desk] ?? 0
  }
}
