import FrontDoors

extension Badge {
  /// Badges of every kind, with names that make trouble.
  static var gallery: [Badge] {
    let states = DecisionFacts.State.allCases.map { Badge(.sample(state: $0)) }
    let tiers = (1...9).flatMap { count in (0..<count).map { Badge(.sample(rank: $0, of: count, wait: nil)) } }
    let names = [
      "", "<b onload=\"alert('1')\">&amp;]]>", "\u{0}\u{8}\u{1F}\u{7F}\u{85}", String(repeating: "W", count: 500),
      String(repeating: "i", count: 500), "緊急対応が必要です", "عاجل ١٢٣", "🚨👩‍👩‍👧", "a\u{FFFF}b\u{202E}c\nd",
      "z" + String(repeating: "\u{335}", count: 90), "  two  spaces  ",
    ]
    let named = names.map { name in
      var facts = DecisionFacts.sample(ticket: name)
      facts.tier = name
      return Badge(facts, customer: name)
    }
    return states + tiers + named + names.map { Badge.unknown($0, label: $0) }
  }
}
