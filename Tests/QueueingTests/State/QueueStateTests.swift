import Queueing
import Testing

@Suite("The queue's state")
struct QueueStateTests {
  private static let lane = Lane(desk: "general", tier: "standard", promiseSeconds: 14_400)
  private static let other = Lane(desk: "senior", tier: "urgent", promiseSeconds: 900)

  private func place(_ number: Int64, _ lane: Lane = lane) -> Place {
    Place(lane: lane, key: Double(number), number: number)
  }

  /// With tickets 1 to `count` waiting.
  private func state(_ count: Int64) -> QueueState {
    var state = QueueState(rates: RateEstimators(settings: ForecastSettings()))
    for number in 1...count { state.enqueue(place(number), headStartSeconds: 0, at: Double(number)) }
    return state
  }

  @Test("A claim takes the ticket out of the line, under a fence greater than all before")
  func claim() {
    var state = state(2)
    let first = state.next(for: ["general"], at: 10)
    #expect(first == place(1))
    let lease = state.claim(place(1), by: "a", waitedSeconds: 9, at: 10, until: 20)
    #expect(lease == Lease(fence: 1, agent: "a", place: place(1), leasedAt: 10, until: 20))
    let again = state.claim(place(1), by: "b", waitedSeconds: 9, at: 10, until: 20)
    #expect(again == nil)
    #expect(state.next(for: ["general"], at: 10) == place(2) && state.next(for: ["senior"], at: 10) == nil)
    let second = state.claim(place(2), by: "a", waitedSeconds: 8, at: 10, until: 20)
    #expect(second?.fence == 2)
    #expect(state.lastFence == 2 && state.leaseCount(agent: "a") == 2)
  }

  @Test("A release gives the place back, once")
  func release() {
    var state = state(2)
    _ = state.claim(place(1), by: "a", waitedSeconds: 9, at: 10, until: 20)
    let ended = (1...2).map { _ in state.release(fence: 1, at: 12)?.place } + [state.complete(fence: 1, at: 12)?.place]
    #expect(ended == [place(1), nil, nil])
    #expect(state.next(for: ["general"], at: 12) == place(1) && state.leaseCount(agent: "a") == 0)
  }

  @Test("Leases end in the order of their ends, which an extension moves")
  func expiry() {
    var state = state(3)
    for (number, until) in [(1, 30.0), (2, 20), (3, 25)] {
      _ = state.claim(place(Int64(number)), by: "a", waitedSeconds: 0, at: 10, until: until)
    }
    #expect(state.expired(at: 19.9) == nil)
    #expect(state.expired(at: 20)?.fence == 2)
    let extended = state.extend(fence: 2, until: 40)
    #expect(extended?.until == 40)
    #expect(state.expired(at: 24) == nil)
    #expect(state.expired(at: 100)?.fence == 3)
    _ = state.release(fence: 3, at: 100)
    #expect(state.expired(at: 100)?.fence == 1)
    _ = state.complete(fence: 1, at: 100)
    #expect(state.expired(at: 39) == nil && state.expired(at: 40)?.fence == 2)
    let late = state.extend(fence: 1, until: 200)
    #expect(late == nil)
  }

  @Test("A lease taken up after a restart is live, and its fence is not given out again")
  func resume() {
    var state = state(1)
    state.resume(Lease(fence: 41, agent: "a", place: place(9), leasedAt: 5, until: 15))
    #expect(state.expired(at: 15)?.fence == 41)
    let lease = state.claim(place(1), by: "b", waitedSeconds: 9, at: 10, until: 20)
    #expect(lease?.fence == 42)
    let ended = state.release(fence: 41, at: 15)
    #expect(ended?.place == place(9))
  }

  @Test("Only what waits is moved or abandoned; what an agent has comes back to its new place")
  func moves() {
    var state = state(2)
    let moves = (1...2).map { _ in state.move(from: place(1), to: place(1, Self.other), at: 10) }
    #expect(moves == [true, false])
    #expect(state.next(for: ["senior"], at: 10) == place(1, Self.other) && state.line.count == 2)
    _ = state.claim(place(2), by: "a", waitedSeconds: 8, at: 10, until: 20)
    let isMoved = state.move(from: place(2), to: place(2, Self.other), at: 10)
    let isAbandoned = state.abandon(place(2), waitedSeconds: 8, at: 10)
    #expect(!isMoved && !isAbandoned)
    state.moveLeased(fence: 1, to: place(2, Self.other))
    #expect(state.leases[1]?.until == 20 && state.leases[1]?.agent == "a")
    _ = state.release(fence: 1, at: 12)
    #expect(state.line.count(desk: "senior") == 2 && state.line.count(desk: "general") == 0)
    state.abandon(place(2, Self.other), waitedSeconds: 8, at: 12)
    #expect(state.line.count == 1)
  }

  @Test("A copy is not changed by what is done to the other")
  func copies() {
    var state = state(3)
    let before = state
    _ = state.claim(place(1), by: "a", waitedSeconds: 9, at: 10, until: 20)
    state.put(Agent(id: "a", state: .available, desks: ["general"], seenAt: 10))
    #expect(before.line.count == 3 && before.leases.isEmpty && before.agents.isEmpty && before.lastFence == 0)
    #expect(before.next(for: ["general"], at: 10) == place(1))
  }

  @Test("An agent is there who is available and was heard of, or has a ticket")
  func presence() {
    var state = state(1)
    state.sees(agent: "a", desks: ["general"], at: 10)
    func isPresent(_ now: Double) -> Bool { state.isPresent(state.agents["a"]!, at: now, timeoutSeconds: 60) }
    #expect(isPresent(70) && !isPresent(70.1))
    _ = state.claim(place(1), by: "a", waitedSeconds: 9, at: 10, until: 500)
    #expect(isPresent(400))
    state.put(Agent(id: "a", state: .away, desks: ["general"], seenAt: 400))
    #expect(!isPresent(400))
    // Whoever asks for work is back, at the desks that were known.
    state.sees(agent: "a", desks: ["senior"], at: 410)
    #expect(isPresent(410) && state.agents["a"]?.desks == ["general"])
    let removals = (1...2).map { _ in state.remove(agent: "a") }
    #expect(removals == [true, false])
  }

  @Test("A desk's pool has those present, who of them is free, and how much other desks share in them")
  func pools() {
    var state = state(1)
    state.put(Agent(id: "a", state: .available, desks: ["general", "senior"], seenAt: 0))
    state.put(Agent(id: "b", state: .available, desks: ["general"], seenAt: 0))
    state.put(Agent(id: "c", state: .away, desks: ["general"], seenAt: 0))
    state.put(Agent(id: "d", state: .available, desks: ["general"], seenAt: -100))
    _ = state.claim(place(1), by: "b", waitedSeconds: 0, at: 1, until: 50)
    let pools = state.pools(at: 10, timeoutSeconds: 60)
    #expect(pools["general"] == AgentPool(agents: 2, idle: 1, weights: ["general": 1, "senior": 1]))
    #expect(pools["senior"] == AgentPool(agents: 1, idle: 1, weights: ["senior": 1, "general": 0.5]))
    #expect(pools.count == 2)
  }
}
