import FrontDoors
import TestSupport

/// Notices for tests.
enum SampleNotices {
  static let facts = DecisionFacts(
    ticket: "chatwoot-207", state: .waiting, score: 58.2, tier: "critical", tierRank: 0, tierCount: 4, desk: "general",
    promiseSeconds: 300, lowestPromiseSeconds: 14_400, headStartSeconds: 12, suggestedWaitSeconds: 240, position: 7,
    at: 1_790_000_000)

  static func notice(
    ticket: String = "chatwoot-207", event: Notice.Event = .decided, tier: String = "critical", rank: Int = 0
  ) -> Notice {
    var facts = facts
    (facts.ticket, facts.tier, facts.tierRank) = (ticket, tier, rank)
    return Notice(
      id: "msg_1", event: event, at: 1_790_000_000, facts: facts, arrivedAt: 1_789_999_000, previousTier: nil)
  }

  /// A notice with anything that may be in one.
  static func random(_ random: inout SeededGenerator) -> Notice {
    let count = Int.random(in: 1...6, using: &random)
    let texts = ["a", "Ä \"x\"\\", "line\nfeed", "🙂", "", "chatwoot-1"]
    let facts = DecisionFacts(
      ticket: texts.randomElement(using: &random) ?? "", state: .allCases.randomElement(using: &random) ?? .scored,
      score: Double.random(in: 0...100, using: &random), tier: texts.randomElement(using: &random) ?? "",
      tierRank: Int.random(in: 0..<count, using: &random), tierCount: count,
      desk: texts.randomElement(using: &random) ?? "", promiseSeconds: Double.random(in: 1...20_000, using: &random),
      lowestPromiseSeconds: Double.random(in: 1...20_000, using: &random),
      headStartSeconds: Double.random(in: 0...2000, using: &random),
      suggestedWaitSeconds: Bool.random(using: &random) ? Double.random(in: 0...9999, using: &random) : nil,
      position: Bool.random(using: &random) ? Int.random(in: 1...9999, using: &random) : nil,
      at: Double.random(in: 0...4e9, using: &random))
    return Notice(
      id: "msg_\(UInt32.random(in: 0...UInt32.max, using: &random))",
      event: .allCases.randomElement(using: &random) ?? .done,
      at: Double.random(in: 0...4e9, using: &random), facts: facts,
      arrivedAt: Double.random(in: 0...4e9, using: &random),
      previousTier: Bool.random(using: &random) ? texts.randomElement(using: &random) : nil)
  }
}
