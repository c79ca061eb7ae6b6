import Testing

@testable import Scoring

@Suite("The community's word")
struct CommunityTests {
  @Test(
    "What it leaves of the points that social signals add",
    arguments: [
      (nil, 1), (CommunityWord(), 1), (CommunityWord(reputation: 1, flags: 0), 1), (CommunityWord(reputation: 0.5), 1),
      (CommunityWord(reputation: 0.25), 0.5), (CommunityWord(reputation: 0), 0), (CommunityWord(flags: 10), 0.5),
      (CommunityWord(reputation: 0.4, flags: 30), 0.2), (CommunityWord(reputation: -1, flags: -1), 0),
    ] as [(CommunityWord?, Double)])
  func share(_ word: CommunityWord?, _ expected: Double) {
    #expect(abs(ConductGate.share(word, CommunitySettings()) - expected) < 1e-12)
  }

  /// An influential customer with a story, as far as the community believes them.
  private func decide(_ word: CommunityWord?, consent: Bool = true) -> Decision {
    var request = Request()
    request.social = SocialSignals(
      consent: consent,
      accounts: [Account(followers: 100_000, engagers: 5000, topics: [TopicWeight("home-appliances", 1)])],
      story: .estimate(growthProbability: 0.9, sharers: 50, observedAt: nil), community: word)
    return Fixtures.decide(request)
  }

  @Test("It takes social points in proportion, down to those of a customer without social signals, and is flagged")
  func points() {
    let believed = decide(nil)
    #expect(!believed.flags.contains(.communityDoubts))
    let full = believed.points(.influence) + believed.points(.story)
    for (word, share) in [(CommunityWord(flags: 10), 0.5), (CommunityWord(reputation: 0.4), 0.8)] {
      let doubted = decide(word)
      #expect(abs(doubted.points(.influence) + doubted.points(.story) - full * share) < 2e-4)
      #expect(doubted.flags.contains(.communityDoubts))
    }
    let outcast = decide(CommunityWord(reputation: 0, flags: 1_000_000))
    #expect(outcast.score == outcast.counterfactuals.scoreWithoutSocial)
    #expect(outcast.score == Fixtures.decide(Request()).score)
  }

  @Test("Without consent it is not heard")
  func consent() {
    let decision = decide(CommunityWord(reputation: 0), consent: false)
    #expect(!decision.flags.contains(.communityDoubts) && decision.flags.contains(.noConsent))
    var alone = Request()
    alone.social.community = CommunityWord(flags: 3)
    #expect(Fixtures.decide(alone).flags == [.noConsent])
  }
}
