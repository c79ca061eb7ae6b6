/// What is known at a moment of the rates at all desks: with a ``Line`` it gives the forecast of any ticket.
///
/// It never changes, and copies share their storage.
public struct Outlook: Sendable {
  /// A desk that has agents.
  struct Desk: Sendable {
    let pool: AgentPool
    let depletion: Depletion
  }

  /// A lane that tickets were seen to arrive in.
  struct LaneOutlook: Sendable {
    let lane: Lane
    let arrivals: ArrivalOutlook
  }

  /// By name; those without agents are left out.
  let desks: [String: Desk]
  let lanes: [LaneOutlook]
  let laneIndex: [Lane: Int]
  let tiers: [String: TierRates]

  init(desks: [String: Desk], lanes: [LaneOutlook], laneIndex: [Lane: Int], tiers: [String: TierRates]) {
    self.desks = desks
    self.lanes = lanes
    self.laneIndex = laneIndex
    self.tiers = tiers
  }

  /// Nothing known, no agents.
  public init() { self.init(desks: [:], lanes: [], laneIndex: [:], tiers: [:]) }

  /// The rate at which the agents of a desk take tickets, per second, at whatever desk; `nil` without agents.
  public func serviceRate(desk: String) -> Double? { desks[desk]?.depletion.rate }

  /// The rate at which one waiting customer gives up, per second; `nil` without agents.
  public func abandonmentRate(desk: String) -> Double? { desks[desk]?.depletion.abandonmentRate }

  /// Tickets expected to arrive in a lane within so many seconds.
  public func expectedArrivals(in lane: Lane, within seconds: Double) -> Double {
    laneIndex[lane].map { lanes[$0].arrivals }?.expected(within: seconds) ?? 0
  }
}
