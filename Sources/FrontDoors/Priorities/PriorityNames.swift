/// A system's own words for how urgent a ticket is, onto which a policy's tiers are spread.
public struct PriorityNames: Equatable, Sendable {
  /// The words, the most urgent first; never empty.
  public let names: [String]

  /// - Parameter names: The words, the most urgent first. At least one.
  public init(_ names: [String]) {
    precondition(!names.isEmpty, "a system without priorities needs no names for them")
    self.names = names
  }

  /// `toggle_priority` of Chatwoot.
  public static let chatwoot = PriorityNames(["urgent", "high", "medium", "low"])
  /// `ticket.priority` of Zendesk.
  public static let zendesk = PriorityNames(["urgent", "high", "normal", "low"])
  /// `priority` of Zammad, as it ships.
  public static let zammad = PriorityNames(["3 high", "2 normal", "1 low"])

  /// The word for a tier.
  ///
  /// As many tiers as words: each has its own. More tiers: neighbours share a word, the upper ones first, so that of
  /// four tiers and three words the two upper share the first. Fewer tiers: the first and the last have the first and
  /// the last word, and those between are spread evenly. A single tier says nothing of urgency, and has the word in the
  /// middle. No tier has a more urgent word than one above it.
  ///
  /// - Parameters:
  ///   - rank: 0 is the most urgent tier; what is out of range counts as the nearest that is within.
  ///   - count: How many tiers there are, 1 or more.
  public func name(rank: Int, of count: Int) -> String {
    let rank = min(max(rank, 0), max(count, 1) - 1)
    guard count > 1 else { return names[names.count / 2] }
    guard count < names.count else { return names[rank * names.count / count] }
    // Halves go to the less urgent word.
    let gaps = count - 1
    return names[(2 * rank * (names.count - 1) + gaps) / (2 * gaps)]
  }

  /// The word for a ticket's tier.
  public func name(for facts: DecisionFacts) -> String { name(rank: facts.tierRank, of: facts.tierCount) }
}
