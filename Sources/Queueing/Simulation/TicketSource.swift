/// The tickets of a scenario in the order of arrival. They depend on the scenario and the seed alone, so that all
/// disciplines meet the same ones.
struct TicketSource {
  private let scenario: Scenario
  private let layout: SimulationLayout
  /// Sums of the shares up to each tier, and within a tier up to each desk.
  private let tierSums: [Double]
  private let deskSums: [[Double]]
  /// Streams apart, so that another law of handling leaves the arrivals as they are.
  private var arrivals: RandomStream
  private var kinds: RandomStream
  private var handling: RandomStream
  private var time = 0.0
  private var number = 0

  init(_ scenario: Scenario, layout: SimulationLayout, seed: UInt64) {
    self.scenario = scenario
    self.layout = layout
    tierSums = Self.sums(scenario.tiers.map(\.share))
    deskSums = scenario.tiers.map { Self.sums($0.desks.map(\.share)) }
    arrivals = RandomStream(seed: seed, index: 0)
    kinds = RandomStream(seed: seed, index: 1)
    handling = RandomStream(seed: seed, index: 2)
  }

  /// The next ticket, or `nil` when no more arrive.
  mutating func next() -> SimulatedTicket? {
    time = scenario.arrivals.arrival(after: time, &arrivals)
    guard time < scenario.durationSeconds else { return nil }
    defer { number += 1 }
    // Always four numbers: a ticket's kind does not depend on what the tickets before it needed.
    let (forTier, forDesk, forPosition, forPatience) =
      (kinds.uniform(), kinds.uniform(), kinds.uniform(), kinds.exponential())
    let tierIndex = Self.pick(tierSums, forTier)
    let tier = scenario.tiers[tierIndex]
    let laneIndex = layout.lanesOfTier[tierIndex][Self.pick(deskSums[tierIndex], forDesk)]
    return SimulatedTicket(
      number: number, tier: tierIndex, lane: layout.lanes[laneIndex], laneIndex: laneIndex, arrivalSeconds: time,
      headStartSeconds: tier.headStartShare * tier.promiseSeconds * forPosition,
      handlingSeconds: (tier.handling ?? scenario.handling).sample(&handling),
      patienceSeconds: tier.patienceSeconds.map { $0 * forPatience } ?? .infinity)
  }

  private static func sums(_ shares: [Double]) -> [Double] {
    var sum = 0.0
    return shares.map { share in
      sum += share
      return sum
    }
  }

  /// The first whose sum exceeds the share `uniform` of all: one with a share of zero never is.
  private static func pick(_ sums: [Double], _ uniform: Double) -> Int {
    let mark = uniform * (sums.last ?? 0)
    return sums.firstIndex { $0 > mark } ?? sums.count - 1
  }
}
