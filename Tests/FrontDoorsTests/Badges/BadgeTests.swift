import FrontDoors
import Testing

@Suite("Badges")
struct BadgeTests {
  @Test(
    "A badge says how urgent the ticket is and what became of it",
    arguments: [
      (
        DecisionFacts.sample(score: 57.6, rank: 1), "urgent 58 · ~4 min",
        "T-1: tier urgent, score 58, expected to wait about 4 minutes, number 7 in the line"
      ),
      (
        .sample(score: 57.6, rank: 1, wait: nil, position: nil), "urgent 58",
        "T-1: tier urgent, score 58, not known how long it will wait"
      ),
      (
        .sample(state: .scored, rank: 0, wait: 30), "critical 39 · <1 min",
        "T-1: tier critical, score 39, not in the line, expected to wait less than a minute"
      ),
      (
        .sample(state: .leased, rank: 3), "standard 39 · with an agent",
        "T-1: tier standard, score 39, with an agent"
      ),
      (.sample(state: .done), "done", "T-1: tier priority, score 39, done"),
      (.sample(state: .abandoned), "abandoned", "T-1: tier priority, score 39, abandoned"),
    ])
  func words(facts: DecisionFacts, message: String, sentence: String) {
    let badge = Badge(facts)
    #expect(badge.label == "priority")
    #expect(badge.message == message)
    #expect(badge.sentence == sentence)
    #expect(!badge.isError)
  }

  @Test(
    "Waits are as exact as a forecast deserves",
    arguments: [
      (0, "now", "expected to be served at once"), (-5, "now", "expected to be served at once"),
      (.nan, "now", "expected to be served at once"), (59, "<1 min", "expected to wait less than a minute"),
      (60, "~1 min", "expected to wait about 1 minute"), (89, "~1 min", "expected to wait about 1 minute"),
      (240, "~4 min", "expected to wait about 4 minutes"), (5399, "~90 min", "expected to wait about 90 minutes"),
      (5400, "~1.5 h", "expected to wait about 1.5 hours"), (7200, "~2 h", "expected to wait about 2 hours"),
      (40_000, "~11 h", "expected to wait about 11 hours"), (172_800, "~2 days", "expected to wait about 2 days"),
      (.infinity, "~366 days", "expected to wait about 366 days"),
    ] as [(Double, String, String)])
  func waits(seconds: Double, short: String, sentence: String) {
    let badge = Badge(.sample(wait: seconds, position: nil))
    #expect(badge.message == "priority 39 · \(short)")
    #expect(badge.sentence.hasSuffix(", \(sentence)"))
  }

  @Test("A customer's badge is labelled with the customer, and speaks of both")
  func customer() {
    let badge = Badge(.sample(rank: 1), customer: "c-42")
    #expect(badge.label == "customer c-42")
    #expect(badge.sentence.hasPrefix("Customer c-42, ticket T-1: tier urgent, "))
    #expect(Badge(.sample(ticket: ""), customer: "c-42").sentence.hasPrefix("Customer c-42: tier priority, "))
    #expect(
      Badge(.sample(state: .scored), customer: "c-42").sentence
        == "Customer c-42: a ticket now would be of tier priority, score 39, not in the line, "
        + "expected to wait about 4 minutes")
  }

  @Test("What is not known is said in a badge, too, and its message is never empty")
  func unknown() {
    let badge = Badge.unknown("no such ticket")
    #expect(badge.message == "no such ticket" && badge.label == "priority" && badge.isError)
    #expect(badge.sentence == "priority: no such ticket")
    #expect(Badge.unknown(" \u{7}\n").message == "unknown")
    #expect(Badge.unknown("no such customer", label: "").sentence == "no such customer")
  }

  @Test("Names lose what cannot be drawn, and are cut where they are long, without what follows them")
  func names() {
    var facts = DecisionFacts.sample(ticket: "T\u{0}-1\u{1B}[31m\u{202E}x\u{FFFE}\n y", rank: 1)
    #expect(Badge(facts).sentence.hasPrefix("T-1[31mx y: "))
    facts.tier = String(repeating: "W", count: 3000)
    let badge = Badge(facts, customer: String(repeating: "i", count: 3000))
    #expect(badge.message.hasSuffix("W… 39 · ~4 min") && badge.message.count < 40, "\(badge.message)")
    #expect(badge.label.hasPrefix("customer ii") && badge.label.hasSuffix("i…") && badge.label.count < 60)
    facts.tier = "z" + String(repeating: "\u{335}", count: 100)
    #expect(Badge(facts).message == "z\u{335}\u{335} 39 · ~4 min")
    facts.tier = "عاجل"
    #expect(Badge(facts).message == "عاجل\u{200E} 39 · ~4 min")
  }

  @Test("The same badge has the same strong tag, another one another")
  func tags() {
    let badges = [
      Badge(.sample()), Badge(.sample(wait: 300)), Badge(.sample(position: 8)), Badge(.sample(), customer: "c-1"),
      Badge.unknown("done", label: "priority"), Badge(.sample(state: .done)),
    ]
    #expect(Set(badges.map(\.etag)).count == badges.count)
    #expect(badges[0].etag == Badge(.sample()).etag)
    #expect(badges[0].etag.wholeMatch(of: #/"[0-9a-f]{32}"/#) != nil)
  }
}
