/// Urgency as whole numbers, for systems that order by one.
public enum PriorityNumber {
  /// 0…100, the more urgent the greater, as Request Tracker's `Priority` and Asterisk's `QUEUE_PRIO` have it.
  ///
  /// The tiers share the range evenly, and a ticket's place in its tier's band is the share that its head start has of
  /// the most that a policy may give, a tenth of the promise. Of four tiers the lowest has 0…24, then 25…49, 50…74, and
  /// the highest 75…100. So a ticket of a higher tier has the greater number, and within a tier the one with the greater
  /// head start has no smaller one.
  public static func percent(for facts: DecisionFacts) -> Int {
    let count = max(facts.tierCount, 1)
    let rank = min(max(facts.tierRank, 0), count - 1)
    let most = facts.promiseSeconds / 10
    let share = most > 0 && facts.headStartSeconds > 0 ? min(facts.headStartSeconds / most, 1) : 0
    let lowest = bound(count - 1 - rank, of: count)
    // Only the highest tier has the number at its upper bound: below it is the next tier's first.
    let highest = rank == 0 ? 100 : bound(count - rank, of: count) - 1
    return lowest + (share * Double(max(highest - lowest, 0))).whole
  }

  /// The tier's level: 0 is the lowest tier, the number of tiers less one the most urgent.
  public static func level(for facts: DecisionFacts) -> Int {
    let count = max(facts.tierCount, 1)
    return count - 1 - min(max(facts.tierRank, 0), count - 1)
  }

  /// The first number of the band at a level, of 0…100.
  private static func bound(_ level: Int, of count: Int) -> Int { level * 100 / count }
}
