/// The influence factor: what the customer's accounts and an agent's note say, under each phase.
struct InfluenceFactor {
  /// The weighed accounts' best reading: reach × authenticity × relevance.
  private(set) var weighed: Reading?
  /// All accounts' followers together, and nothing else.
  private(set) var counted: Reading?
  /// The declared followers, at half weight.
  private(set) var declared: Reading?
  /// Whether an account has at least half of the declared followers.
  private(set) var isConfirmed = false
  /// What was noticed on the way.
  private(set) var flags: Flags = []

  private let factor: FactorSettings
  private let now: Instant

  /// The factor without any signals.
  init(_ policy: Policy, now: Instant) {
    factor = policy.settings.factors[.influence]
    self.now = now
  }

  /// Takes in what is known of a customer.
  mutating func read(_ social: SocialSignals, _ policy: Policy, _ population: borrowing Population) {
    if let declaration = social.declared { declare(declaration) }
    var total = Total()
    // A span lends the accounts, where an iterator would copy them.
    for index in social.accounts.indices {
      guard let count = count(social.accounts.span[index], population) else { continue }
      total.add(count)
      weigh(social.accounts.span[index], count, policy)
      if case .followers(let followers) = count.reach, let declared = social.declared?.followers {
        isConfirmed = isConfirmed || followers > 0 && 2 * followers >= declared
      }
    }
    counted = total.reading(factor)
  }

  /// What influence reads under `phase`; nil where it is missing or does not count.
  ///
  /// A declaration stands in for accounts as long as none was observed; in the phase `declared` it is what lets the
  /// accounts count at all, and a confirming account never makes it count less.
  func reading(in phase: Phase) -> Reading? {
    switch phase {
    case .ignore: nil
    case .declared:
      if declared == nil { nil } else if isConfirmed { stronger(declared, weighed) } else { declared }
    case .absolute: counted ?? declared
    case .relative: weighed ?? declared
    }
  }

  private mutating func declare(_ declaration: Declaration) {
    declared = Reading(
      Influence.declared(followers: declaration.followers),
      age: declaration.at.map { max(0, now.seconds(since: $0)) }, factor,
      source: .declaration, reason: .declaredFollowers(declaration.followers))
    flags.insert(.influenceDeclared)
  }

  /// The count to trust of an account: a jump overnight is quarantined and the last good count ages instead; zeros in
  /// an outage, now or when the account was observed, or on an account that others list or engage with, are missing; a provider's number fills a gap.
  private mutating func count(_ account: Account, _ population: borrowing Population) -> Count? {
    let age = account.observedAt.map { now.seconds(since: $0) } ?? 0
    if age < -Self.clockTolerance { flags.insert(.observedInFuture) }
    var followers = account.followers
    if followers == 0 {
      if population.countsZeroAsMissing(observedAt: account.observedAt) {
        flags.insert(.followersOutage)
        followers = nil
      } else if (account.profile.listed ?? 0) > 0 || (account.engagers ?? 0) > 0 {
        flags.insert(.followersImplausible)
        followers = nil
      }
    }
    if let previous = account.previous {
      let previousAge = now.seconds(since: previous.observedAt)
      let jumped =
        followers.map {
          JumpGuard.standard.isImplausible(from: previous.followers, to: $0, elapsed: max(0, previousAge - age))
        } ?? false
      if jumped { flags.insert(.followersJumped) }
      if jumped || followers == nil {
        return Count(reach: .followers(previous.followers), age: max(0, previousAge))
      }
    }
    if let followers { return Count(reach: .followers(followers), age: max(0, age)) }
    return account.provider.map { Count(reach: .provider(min(1, max(0, $0.value / $0.scale))), age: max(0, age)) }
  }

  private mutating func weigh(_ account: Account, _ count: Count, _ policy: Policy) {
    let authenticity =
      policy.settings.influence.authenticity(of: account) ?? policy.settings.influence.neutralAuthenticity
    if authenticity < policy.settings.influence.doubtfulAuthenticity { flags.insert(.authenticityDoubtful) }
    let relevance = policy.relevance(of: account.topics)
    let signal: Double
    let reason: Reason
    switch count.reach {
    case .followers(let followers):
      let reach = Influence.reach(followers: followers, engagers: account.engagers)
      if followers >= Self.notableFollowers, reach < Double(followers) / 2 { flags.insert(.followersNotEngaged) }
      signal = Influence.relative(reach: reach, authenticity: authenticity, relevance: relevance)
      reason = .weighed(followers: followers, reach: reach, authenticity: authenticity, relevance: relevance)
    case .provider(let share):
      signal = Influence.weight(authenticity: authenticity, relevance: relevance) * share
      reason = .provider(share: share, authenticity: authenticity, relevance: relevance)
    }
    weighed = stronger(weighed, Reading(signal, age: count.age, factor, source: count.source, reason: reason))
  }

  /// The reading that counts more.
  private func stronger(_ first: Reading?, _ second: Reading?) -> Reading? {
    guard let first, let second else { return first ?? second }
    return second.signal > first.signal ? second : first
  }

  /// Clocks of two systems may differ by so many seconds before it is worth a flag.
  private static let clockTolerance = 300.0
  /// Below so many followers nobody minds how many of them engage.
  private static let notableFollowers = 1000
}

extension InfluenceFactor {
  /// A count to trust, and the age in seconds of its observation.
  private struct Count {
    enum Reach {
      case followers(Int)
      /// A provider's number, as a share of its scale.
      case provider(Double)
    }

    var reach: Reach
    var age: Double

    var source: Source {
      switch reach {
      case .followers: .account
      case .provider: .provider
      }
    }
  }

  /// The followers of all accounts together, as fresh as the freshest count: so neither one more account nor more
  /// followers of one ever count less.
  private struct Total {
    private var followers: Int?
    private var provider: Double?
    private var age = Double.infinity

    mutating func add(_ count: Count) {
      age = min(age, count.age)
      switch count.reach {
      case .followers(let more): followers = (followers ?? 0) + more
      case .provider(let share): provider = max(provider ?? 0, share)
      }
    }

    func reading(_ factor: FactorSettings) -> Reading? {
      let counted = followers.map { Influence.absolute(totalFollowers: Double($0)) }
      if let provider, provider > counted ?? -1 {
        return Reading(provider, age: age, factor, source: .provider, reason: .providerAlone(share: provider))
      }
      guard let followers, let counted else { return nil }
      return Reading(counted, age: age, factor, source: .account, reason: .countedFollowers(followers))
    }
  }
}

extension InfluenceSettings {
  /// The account's authenticity by the coefficients calibrated for its network, or the common ones; nil where too
  /// little is known of it.
  public func authenticity(of account: Account) -> Double? {
    guard !authenticityByNetwork.isEmpty, let network = account.network,
      let calibrated = authenticityByNetwork[network]
    else { return authenticity.probability(account.profile) }
    return calibrated.probability(account.profile)
  }
}

extension Policy {
  /// τ: how much of what an account is about is the company's market, 0…1; 0 where nothing is known of its topics,
  /// which is the middle of the population for any one market.
  func relevance(of topics: [TopicWeight]) -> Double {
    var greatest = 0.0
    for index in topics.indices {
      if let weight = market[topics.span[index].topic] { greatest = max(greatest, weight * topics.span[index].weight) }
    }
    return greatest
  }
}

extension Population {
  /// Whether a follower count of zero is an outage's: of the one that lasts, or of one in which it was observed.
  fileprivate func countsZeroAsMissing(observedAt: Instant?) -> Bool {
    if zeroCountsAreMissing { return true }
    guard !pastOutages.isEmpty, let observedAt else { return false }
    return pastOutages.contains { $0.contains(observedAt) }
  }
}
