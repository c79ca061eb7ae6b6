import Foundation
import Scoring
import Testing

/// The eight invariants of the scoring model, each over 100,000 random requests. A failure's message has the seed.
@Suite("Invariants of the score")
struct InvariantTests {
  private static let cases =
    ProcessInfo.processInfo.environment["HEED_TEST_CASES"].flatMap { Int($0) } ?? 100_000
  private static let policies = Phase.allCases.map { phase in Fixtures.policy { $0.phase = phase } }

  /// Runs `check` on random requests under each phase in turn, and stops at the first that fails.
  private func forAll(
    phases: [Phase] = Phase.allCases, _ check: (Request, Policy, inout RequestGenerator) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var generator = RequestGenerator()
    let policies = Self.policies.filter { phases.contains($0.settings.phase) }
    for index in 0..<Self.cases {
      let request = generator.request()
      let policy = policies[index % policies.count]
      if !check(request, policy, &generator) {
        Issue.record(
          "\(generator.random), case \(index), phase \(policy.settings.phase): \(request)",
          sourceLocation: sourceLocation)
        return
      }
    }
  }

  @Test("1: the score is within 0 and 100, and the sum of its points")
  func sums() {
    forAll { request, policy, _ in
      let decision = Fixtures.decide(request, policy)
      let areWithinCaps = Factor.allCases.allSatisfy {
        (0...decision.factors[$0].cap).contains(decision.points($0))
      }
      return (0...100).contains(decision.score) && abs(decision.pointsSum - decision.score) <= 1e-9 && areWithinCaps
    }
  }

  @Test("2: more need, value, loyalty, story or founded claims never lowers the score; unfounded claims never raise it")
  func monotone() {
    forAll { request, policy, generator in
      var more = request
      var isLess = false
      switch Int.random(in: 0..<8, using: &generator.random) {
      case 0: more.ticket.severity = request.ticket.severity.map { max($0, generator.pick(Severity.allCases)) }
      case 1: more.ticket.unresolvedContacts = request.ticket.unresolvedContacts.map { $0 + 1 }
      case 2: more.ticket.incident?.probability.raise(by: generator.share())
      case 3: more.customer.lifetimeValue = request.customer.lifetimeValue.map { $0 * (1 + generator.share()) }
      case 4: more.customer.tenureDays = request.customer.tenureDays.map { $0 * (1 + generator.share()) }
      case 5: more.customer.conduct.foundedClaims += 1
      case 6:
        more.customer.conduct.unfoundedClaims += 1
        isLess = true
      default:
        guard case .estimate(let growth, let sharers, let at)? = request.social.story else { return true }
        more.social.story = .estimate(
          growthProbability: growth + (1 - growth) * generator.share(), sharers: sharers + 1, observedAt: at)
      }
      let before = Fixtures.decide(request, policy).score
      let after = Fixtures.decide(more, policy).score
      return isLess ? after <= before : after >= before
    }
  }

  @Test("2: more followers, engagers or relevance never lower the score of an account without a suspect history")
  func monotoneInInfluence() {
    forAll { request, policy, generator in
      var before = request
      for index in before.social.accounts.indices { before.social.accounts[index].previous = nil }
      guard !before.social.accounts.isEmpty, (before.social.accounts[0].followers ?? 0) > 0 else { return true }
      var after = before
      switch Int.random(in: 0..<3, using: &generator.random) {
      case 0: after.social.accounts[0].followers? *= 3
      case 1: after.social.accounts[0].engagers = before.social.accounts[0].engagers.map { $0 * 2 + 1 }
      default:
        for index in after.social.accounts[0].topics.indices {
          after.social.accounts[0].topics[index].weight.raise(by: generator.share())
        }
      }
      return Fixtures.decide(after, policy).score >= Fixtures.decide(before, policy).score
    }
  }

  @Test("3: ten times the followers move the score by at most 1.7, and by nothing beyond a hundred an engager")
  func boughtFollowers() {
    forAll { request, policy, generator in
      var before = request
      guard !before.social.accounts.isEmpty else { return true }
      before.social.accounts[0].previous = nil
      let followers = max(1, generator.count() / 10)
      before.social.accounts[0].followers = followers
      var after = before
      after.social.accounts[0].followers = followers * 10
      let change = Fixtures.decide(after, policy).score - Fixtures.decide(before, policy).score
      if policy.settings.phase == .relative, let engagers = before.social.accounts[0].engagers,
        followers >= 100 * (engagers + 1)
      {
        return change == 0
      }
      // In this phase an account that comes to confirm a declaration counts from then on, and so may add up to half.
      return before.social.declared != nil && policy.settings.phase == .declared || abs(change) <= 1.7
    }
  }

  @Test("4: all social signals together move the tier by at most one step, and never down but by conduct")
  func oneTier() {
    forAll { request, policy, _ in
      let decision = Fixtures.decide(request, policy)
      let without = decision.counterfactuals.tierWithoutSocial
      return (0...1).contains(without - decision.tierIndex)
        && decision.score >= decision.counterfactuals.scoreWithoutSocial
    }
  }

  @Test("4: the policy check refuses a policy in which social signals could do more")
  func oneTierIsChecked() {
    var settings = PolicySettings()
    settings.tiers[1].from = 36
    settings.tiers[2].from = 30
    #expect(settings.greatestSocialLift == 2)
    #expect(settings.problems().map(\.field) == ["social.cap"])
    settings.socialMaySkipTiers = true
    #expect(settings.problems().isEmpty)
  }

  @Test("5: abuse never raises a score, and takes need and customer points nowhere")
  func abuse() {
    forAll { request, policy, _ in
      var calm = request
      calm.customer.conduct.abuse = false
      var abusive = request
      abusive.customer.conduct.abuse = true
      let before = Fixtures.decide(calm, policy)
      let after = Fixtures.decide(abusive, policy)
      let kept = Factor.allCases.filter { $0.group != .social }.allSatisfy { before.factors[$0] == after.factors[$0] }
      return after.score <= before.score && kept
    }
  }

  @Test("5: a community's word never raises a score, and takes need and customer points nowhere; more doubt takes more")
  func community() {
    forAll { request, policy, generator in
      var heard = request
      let word = generator.community()
      heard.social.community = word
      var unheard = request
      unheard.social.community = nil
      var doubted = heard
      doubted.social.community?.reputation = word.reputation.map { $0 * generator.share() }
      doubted.social.community?.flags = word.flags.map { $0 + 1 }
      let before = Fixtures.decide(unheard, policy)
      let after = Fixtures.decide(heard, policy)
      let kept = Factor.allCases.filter { $0.group != .social }.allSatisfy { before.factors[$0] == after.factors[$0] }
      return after.score <= before.score && Fixtures.decide(doubted, policy).score <= after.score && kept
        && after.score >= after.counterfactuals.scoreWithoutSocial
        && after.counterfactuals.scoreWithoutSocial == before.counterfactuals.scoreWithoutSocial
    }
  }

  @Test("6: a missing signal scores exactly as its neutral value")
  func missingIsNeutral() {
    forAll { request, policy, generator in
      var missing = request
      var neutral = request
      switch Int.random(in: 0..<6, using: &generator.random) {
      case 0:
        missing.ticket.severity = nil
        neutral.ticket.severity = .normal
      case 1:
        missing.ticket.unresolvedContacts = nil
        neutral.ticket.unresolvedContacts = 0
      case 2:
        missing.ticket.incident = nil
        neutral.ticket.incident = IncidentReading(probability: 0)
      case 3:
        missing.social.story = nil
        neutral.social.story = .estimate(growthProbability: 0, sharers: 0, observedAt: nil)
      case 4:
        missing.social.community = nil
        neutral.social.community = CommunityWord(reputation: 0.5, flags: 0)
      default:
        missing.social.accounts = []
        missing.social.declared = nil
        neutral.social.declared = nil
        neutral.social.accounts = [Account(provider: ProviderScore(value: 0, scale: 1))]
      }
      return Fixtures.decide(missing, policy).score == Fixtures.decide(neutral, policy).score
    }
  }

  @Test("6: whoever withholds consent scores exactly as without social signals")
  func consent() {
    forAll { request, policy, _ in
      var withheld = request
      withheld.social.consent = false
      var without = request
      without.social = SocialSignals()
      let first = Fixtures.decide(withheld, policy)
      return first.score == Fixtures.decide(without, policy).score
        && first.score == first.counterfactuals.scoreWithoutSocial
    }
  }

  @Test("7: in an outage that sets all follower counts to zero, scores are those of missing counts")
  func outage() {
    forAll { request, policy, generator in
      var zero = request
      var other = request
      var missing = request
      for index in request.social.accounts.indices {
        zero.social.accounts[index].followers = 0
        other.social.accounts[index] = zero.social.accounts[index]
        missing.social.accounts[index].followers = nil
      }
      let decision = Fixtures.decide(zero, policy, outage: true)
      let untouched = Factor.allCases.filter { $0 != .influence && $0 != .story }.allSatisfy {
        decision.factors[$0] == Fixtures.decide(request, policy).factors[$0]
      }
      return decision.score == Fixtures.decide(missing, policy, outage: true).score
        && decision.score == Fixtures.decide(other, policy, outage: true).score && untouched
    }
  }

  @Test("8: the same arguments give the same decision, bit for bit")
  func deterministic() {
    forAll { request, policy, _ in
      Fixtures.decide(request, policy) == Fixtures.decide(request, policy)
    }
  }

  @Test("A head start is at most a tenth of the promise, and grows with the score within a tier")
  func headStart() {
    forAll { request, policy, generator in
      let decision = Fixtures.decide(request, policy)
      var other = request
      other.ticket.unresolvedContacts = Int.random(in: 0...3, using: &generator.random)
      let second = Fixtures.decide(other, policy)
      let follows =
        decision.tierIndex != second.tierIndex
        || (decision.score < second.score) == (decision.headStartSeconds < second.headStartSeconds)
      return (0...0.1 * decision.promiseSeconds).contains(decision.headStartSeconds) && follows
    }
  }
}

extension Double {
  /// Goes a share of the way to 1.
  fileprivate mutating func raise(by share: Double) { self += (1 - self) * share }
}
