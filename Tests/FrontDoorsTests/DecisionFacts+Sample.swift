import FrontDoors

extension DecisionFacts {
  /// A ticket of the default policy's kind: its tier by rank, with the names and promises that the default has for four.
  ///
  /// - Parameter headStartShare: The share of the most head start, which is a tenth of the promise.
  static func sample(
    ticket: String = "T-1", state: State = .waiting, score: Double = 38.8, rank: Int = 2, of count: Int = 4,
    headStartShare: Double = 0.5, wait: Double? = 240, position: Int? = 7
  ) -> DecisionFacts {
    let tiers = ["critical", "urgent", "priority", "standard"]
    let promises: [Double] = [300, 900, 3600, 14_400]
    let promise = count == 4 ? promises[rank] : Double(rank + 1) * 600
    return DecisionFacts(
      ticket: ticket, state: state, score: score, tier: count == 4 ? tiers[rank] : "tier-\(rank)", tierRank: rank,
      tierCount: count, desk: "general", promiseSeconds: promise,
      lowestPromiseSeconds: count == 4 ? 14_400 : Double(count) * 600, headStartSeconds: headStartShare * promise / 10,
      suggestedWaitSeconds: wait, position: position, at: 1_795_330_800)
  }
}
