/// A scenario's lanes and who serves them, by index.
struct SimulationLayout {
  /// The lanes, tier by tier.
  private(set) var lanes: [Lane] = []
  /// The tier of each lane.
  private(set) var tierOfLane: [Int] = []
  /// The lanes of each tier, in the order of its desks.
  private(set) var lanesOfTier: [[Int]] = []
  /// The lanes that each group of agents serves.
  private(set) var lanesOfGroup: [[Int]] = []
  /// The groups of agents that serve each lane, those with the fewest desks first.
  private(set) var groupsOfLane: [[Int]] = []

  init(_ scenario: Scenario) {
    for (index, tier) in scenario.tiers.enumerated() {
      lanesOfTier.append(Array(lanes.count..<lanes.count + tier.desks.count))
      lanes += tier.desks.map { Lane(desk: $0.desk, tier: tier.name, promiseSeconds: tier.promiseSeconds) }
      tierOfLane += tier.desks.map { _ in index }
    }
    lanesOfGroup = scenario.agents.map { group in lanes.indices.filter { group.desks.contains(lanes[$0].desk) } }
    // Whoever can do little else takes what comes, so that those who can do more stay free for what only they can do.
    let groups = scenario.agents.indices.sorted {
      let (first, second) = (Set(scenario.agents[$0].desks).count, Set(scenario.agents[$1].desks).count)
      return first == second ? $0 < $1 : first < second
    }
    groupsOfLane = lanes.map { lane in groups.filter { scenario.agents[$0].desks.contains(lane.desk) } }
  }
}
