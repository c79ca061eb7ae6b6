/// All that the next answer about the queue depends on: who waits, who serves whom, which agents there are, and how fast
/// things have been going. A value: a copy costs little, and what is done to one is not done to the other, so that a
/// change that could not be stored is undone by going on with the copy made before it.
///
/// Times are arguments, in seconds since 1970, and must not go backwards.
public struct QueueState: Sendable {
  /// The tickets that wait.
  public private(set) var line: Line
  /// The live leases by their fences.
  public private(set) var leases: [Int64: Lease] = [:]
  /// The agents by their ids.
  public private(set) var agents: [String: Agent] = [:]
  /// The greatest fence given out.
  public private(set) var lastFence: Int64
  /// How fast tickets come, are served and are given up.
  public var rates: RateEstimators

  /// When each lease ends, the first first.
  private var ends = OrderedEntries()
  /// How many leases each agent has.
  private var held: [String: Int] = [:]

  /// - Parameters:
  ///   - line: those who wait already.
  ///   - lastFence: the greatest fence ever given out; the next one is greater.
  public init(line: Line = Line(), lastFence: Int64 = 0, rates: RateEstimators) {
    self.line = line
    self.lastFence = lastFence
    self.rates = rates
  }
}

// Tickets.
extension QueueState {
  /// A ticket begins to wait.
  public mutating func enqueue(_ place: Place, headStartSeconds: Double, at now: Double) {
    line.insert(place)
    rates.arrived(lane: place.lane, headStartSeconds: headStartSeconds, at: now)
  }

  /// A waiting ticket was scored again.
  ///
  /// - Returns: false where it does not wait at `old`; then nothing has changed.
  @discardableResult
  public mutating func move(from old: Place, to new: Place, at now: Double) -> Bool {
    guard line.remove(old) else { return false }
    line.insert(new)
    if old.lane != new.lane { rates.moved(from: old.lane, to: new.lane, at: now) }
    return true
  }

  /// A ticket that an agent has was scored again: it goes back to `place` if it comes back.
  public mutating func moveLeased(fence: Int64, to place: Place) {
    guard let lease = leases[fence] else { return }
    leases[fence] = Lease(
      fence: fence, agent: lease.agent, place: place, leasedAt: lease.leasedAt, until: lease.until)
  }

  /// A waiting ticket is given up by its customer.
  ///
  /// - Returns: false where it does not wait there.
  @discardableResult
  public mutating func abandon(_ place: Place, waitedSeconds: Double, at now: Double) -> Bool {
    guard line.remove(place) else { return false }
    rates.abandoned(lane: place.lane, waitedSeconds: waitedSeconds, at: now)
    return true
  }
}

// Leases.
extension QueueState {
  /// The next ticket for an agent of these desks: the one with the greatest urgency.
  public func next(for desks: [String], at now: Double) -> Place? {
    line.first(desks: desks, at: now)
  }

  /// An agent takes a waiting ticket.
  ///
  /// - Parameters:
  ///   - waitedSeconds: how long it has waited since it arrived.
  ///   - until: when the lease ends by itself.
  /// - Returns: the lease; nil where the ticket does not wait there.
  public mutating func claim(
    _ place: Place, by agent: String, waitedSeconds: Double, at now: Double, until: Double
  ) -> Lease? {
    guard line.remove(place) else { return nil }
    lastFence += 1
    let lease = Lease(fence: lastFence, agent: agent, place: place, leasedAt: now, until: until)
    hold(lease)
    rates.started(
      lane: place.lane, waitedSeconds: waitedSeconds, queueExisted: line.count(desk: place.lane.desk) > 0, at: now)
    return lease
  }

  /// Takes up a lease that was given out before a restart.
  public mutating func resume(_ lease: Lease) {
    lastFence = max(lastFence, lease.fence)
    hold(lease)
  }

  /// Gives out no fence again that was given out elsewhere, `last` the greatest of them.
  public mutating func keepFences(after last: Int64) {
    lastFence = max(lastFence, last)
  }

  /// Moves the end of a live lease.
  ///
  /// - Returns: the lease as it is now; nil where there is none with this fence.
  public mutating func extend(fence: Int64, until: Double) -> Lease? {
    guard var lease = leases[fence] else { return nil }
    ends.remove(LineEntry(key: lease.until, number: fence))
    lease.until = until
    ends.insert(LineEntry(key: until, number: fence))
    leases[fence] = lease
    return lease
  }

  /// The ticket goes back to its place.
  ///
  /// - Returns: the lease that has ended; nil where there is none with this fence.
  public mutating func release(fence: Int64, at now: Double) -> Lease? {
    guard let lease = drop(fence) else { return nil }
    line.insert(lease.place)
    rates.restored(lane: lease.place.lane, count: 1, at: now)
    return lease
  }

  /// The ticket is done.
  ///
  /// - Parameter isTimed: whether the lease tells how long it was worked on.
  /// - Returns: the lease that has ended; nil where there is none with this fence.
  public mutating func complete(fence: Int64, at now: Double, isTimed: Bool = true) -> Lease? {
    guard let lease = drop(fence) else { return nil }
    if isTimed {
      rates.completed(
        desk: lease.place.lane.desk, handlingSeconds: max(0, now - lease.leasedAt), at: now)
    }
    return lease
  }

  /// A lease that has reached its end, the first one first; nil where there is none.
  public func expired(at now: Double) -> Lease? {
    guard let first = ends.first, first.key <= now else { return nil }
    return leases[first.number]
  }

  private mutating func hold(_ lease: Lease) {
    leases[lease.fence] = lease
    ends.insert(LineEntry(key: lease.until, number: lease.fence))
    held[lease.agent, default: 0] += 1
  }

  private mutating func drop(_ fence: Int64) -> Lease? {
    guard let lease = leases.removeValue(forKey: fence) else { return nil }
    ends.remove(LineEntry(key: lease.until, number: fence))
    let left = held[lease.agent, default: 1] - 1
    held[lease.agent] = left > 0 ? left : nil
    return lease
  }
}

// Agents.
extension QueueState {
  /// An agent says how things are.
  public mutating func put(_ agent: Agent) {
    agents[agent.id] = agent
  }

  /// An agent asks for work: whoever was not known is here now, for these desks.
  public mutating func sees(agent id: String, desks: [String], at now: Double) {
    if agents[id] == nil {
      agents[id] = Agent(id: id, state: .available, desks: desks, seenAt: now)
    } else {
      agents[id]?.state = .available
      agents[id]?.seenAt = now
    }
  }

  /// A sign of life of an agent, who stays as it was.
  public mutating func hears(of id: String, at now: Double) {
    agents[id]?.seenAt = now
  }

  /// An agent goes. Leases stay until they end.
  @discardableResult
  public mutating func remove(agent id: String) -> Bool {
    agents.removeValue(forKey: id) != nil
  }

  /// How many live leases an agent has.
  public func leaseCount(agent id: String) -> Int { held[id] ?? 0 }

  /// Whether an agent counts as being there: said so not long ago, or has a ticket in hand.
  public func isPresent(_ agent: Agent, at now: Double, timeoutSeconds: Double) -> Bool {
    agent.state == .available && (now - agent.seenAt <= timeoutSeconds || leaseCount(agent: agent.id) > 0)
  }

  /// Who serves each desk.
  ///
  /// - Parameter timeoutSeconds: an agent without a ticket, of whom nothing was heard for longer, has gone.
  public func pools(at now: Double, timeoutSeconds: Double) -> [String: AgentPool] {
    var serving: [String: Int] = [:]
    var idle: [String: Int] = [:]
    var shared: [String: [String: Int]] = [:]
    for agent in agents.values where isPresent(agent, at: now, timeoutSeconds: timeoutSeconds) {
      for desk in agent.desks {
        serving[desk, default: 0] += 1
        if leaseCount(agent: agent.id) == 0 { idle[desk, default: 0] += 1 }
        for other in agent.desks { shared[desk, default: [:]][other, default: 0] += 1 }
      }
    }
    var pools: [String: AgentPool] = [:]
    for (desk, count) in serving {
      var weights: [String: Double] = [:]
      for (other, both) in shared[desk] ?? [:] { weights[other] = Double(both) / Double(serving[other] ?? both) }
      pools[desk] = AgentPool(agents: count, idle: idle[desk] ?? 0, weights: weights)
    }
    return pools
  }
}
