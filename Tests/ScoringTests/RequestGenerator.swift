import Scoring
import TestSupport

/// Random requests over the whole range of what a caller may send, with anything missing now and then.
struct RequestGenerator {
  var random: SeededGenerator
  let now = Instant(secondsSince1970: 1_795_000_000)

  init(_ random: SeededGenerator = SeededGenerator()) {
    self.random = random
  }

  mutating func request() -> Request {
    Request(ticket: ticket(), customer: customer(), social: social())
  }

  mutating func ticket() -> Ticket {
    Ticket(
      channel: maybe { $0.pick(["phone", "chat", "mail"]) }, severity: maybe { $0.pick(Severity.allCases) },
      topic: maybe { $0.pick(["home-appliances", "billing"]) },
      unresolvedContacts: maybe { .random(in: 0...6, using: &$0.random) },
      incident: maybe { IncidentReading(probability: $0.share(), observedAt: $0.past()) })
  }

  mutating func customer() -> Customer {
    Customer(
      lifetimeValue: maybe { $0.random.logUniform(0.01...1e6) }, purchases: maybe { $0.purchases() },
      subscription: maybe { Subscription(marginPerYear: $0.random.logUniform(1...1e5), retention: $0.share()) },
      tenureDays: maybe { .random(in: 0...6000, using: &$0.random) },
      loyaltyLevel: maybe { $0.pick(["none", "bronze", "silver", "gold", "platinum", "titanium"]) },
      conduct: conduct(), observedAt: past())
  }

  mutating func conduct() -> Conduct {
    Conduct(
      foundedClaims: .random(in: 0...10, using: &random), unfoundedClaims: .random(in: 0...20, using: &random),
      abuse: chance(0.1), companyFault: chance(0.1))
  }

  mutating func social() -> SocialSignals {
    SocialSignals(
      consent: chance(0.9) ? true : maybe { $0.chance(0.5) },
      declared: maybe { Declaration(followers: $0.count(), by: "agent-7", at: $0.past()) },
      accounts: (0..<Int.random(in: 0...3, using: &random)).map { _ in account() }, story: maybe { $0.story() },
      community: chance(0.3) ? community() : nil)
  }

  mutating func community() -> CommunityWord {
    CommunityWord(reputation: maybe { $0.share() }, flags: maybe { .random(in: 0...100, using: &$0.random) })
  }

  mutating func account() -> Account {
    Account(
      network: maybe { $0.pick(["twitter", "instagram"]) }, followers: maybe { $0.count() },
      engagers: maybe { $0.count() / 100 }, profile: profile(),
      topics: chance(0.7) ? [TopicWeight("home-appliances", share()), TopicWeight("parenting", share())] : [],
      provider: maybe { ProviderScore(value: 100 * $0.share(), scale: 100) },
      previous: chance(0.2) ? FollowerCount(followers: count(), observedAt: past() ?? now) : nil, observedAt: past())
  }

  mutating func profile() -> AccountFacts {
    AccountFacts(
      posts: maybe { $0.count() / 10 }, following: maybe { $0.count() / 10 },
      ageDays: maybe { .random(in: 0...5000, using: &$0.random) }, listed: maybe { $0.count() / 1000 },
      hasURL: maybe { $0.chance(0.5) }, hasBio: maybe { $0.chance(0.5) })
  }

  mutating func story() -> Story {
    if chance(0.5) {
      return .estimate(
        growthProbability: share(), sharers: .random(in: 0...200, using: &random), observedAt: past())
    }
    let posted = now.secondsSince1970 - .random(in: 0...40_000, using: &random)
    let times = (0..<Int.random(in: 0...20, using: &random)).map { _ in
      Instant(secondsSince1970: posted + .random(in: 0...40_000, using: &random))
    }
    return .shares(postedAt: Instant(secondsSince1970: posted), at: times)
  }

  mutating func purchases() -> Purchases {
    let first = Double.random(in: 0...4000, using: &random)
    return Purchases(
      count: .random(in: 0...60, using: &random), firstDaysAgo: first, lastDaysAgo: first * share(),
      averageValue: maybe { $0.random.logUniform(0.5...5000) })
  }

  /// A count spread over all orders of magnitude, often zero.
  mutating func count() -> Int { chance(0.1) ? 0 : Int(random.logUniform(1...2e7)) }

  mutating func share() -> Double { .random(in: 0...1, using: &random) }

  mutating func chance(_ probability: Double) -> Bool { share() < probability }

  /// Missing, now, or any time within a year.
  mutating func past() -> Instant? {
    maybe { Instant(secondsSince1970: $0.now.secondsSince1970 - .random(in: 0...3e7, using: &$0.random)) }
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  mutating func maybe<Element>(_ make: (inout RequestGenerator) -> Element) -> Element? {
    chance(0.3) ? nil : make(&self)
  }
}
