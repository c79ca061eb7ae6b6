import Foundation
import Scoring

extension ScoreRequest {
  /// The request in the terms of Heed's scoring core.
  var scoringRequest: Scoring.Request {
    Scoring.Request(
      ticket: ticket.scoringTicket, customer: customer?.scoringCustomer ?? Scoring.Customer(),
      social: social?.scoringSignals ?? SocialSignals())
  }
}

extension Instant {
  fileprivate init(_ date: Date) {
    self.init(secondsSince1970: date.timeIntervalSince1970)
  }
}

extension ScoreRequest.Ticket {
  fileprivate var scoringTicket: Scoring.Ticket {
    Scoring.Ticket(
      channel: channel, severity: severity.flatMap(Severity.init(rawValue:)), topic: topic,
      openedAt: openedAt.map(Instant.init), unresolvedContacts: unresolvedContacts,
      incident: incident.map {
        IncidentReading(probability: $0.probability, observedAt: $0.observedAt.map(Instant.init))
      })
  }
}

extension ScoreRequest.Customer {
  fileprivate var scoringCustomer: Scoring.Customer {
    Scoring.Customer(
      lifetimeValue: lifetimeValue,
      purchases: purchases.map {
        Purchases(
          count: $0.count, firstDaysAgo: $0.firstDaysAgo, lastDaysAgo: $0.lastDaysAgo ?? $0.firstDaysAgo,
          averageValue: $0.averageValue)
      },
      subscription: subscription.map { Subscription(marginPerYear: $0.marginPerYear, retention: $0.retention) },
      tenureDays: tenureDays, loyaltyLevel: loyaltyLevel, conduct: conduct?.scoringConduct ?? Conduct(),
      observedAt: observedAt.map(Instant.init))
  }
}

extension ScoreRequest.Conduct {
  fileprivate var scoringConduct: Scoring.Conduct {
    Scoring.Conduct(
      foundedClaims: foundedClaims ?? 0, unfoundedClaims: unfoundedClaims ?? 0, abuse: abuse ?? false,
      companyFault: companyFault ?? false)
  }
}

extension ScoreRequest.Social {
  fileprivate var scoringSignals: SocialSignals {
    SocialSignals(
      consent: consent,
      declared: declared.map { Declaration(followers: $0.followers, by: $0.by, at: $0.at.map(Instant.init)) },
      accounts: accounts?.map(\.scoringAccount) ?? [], story: story?.scoringStory)
  }
}

extension ScoreRequest.Account {
  fileprivate var scoringAccount: Scoring.Account {
    Scoring.Account(
      network: network, followers: followers, engagers: engagers,
      profile: AccountFacts(
        posts: posts, following: following, ageDays: ageDays, listed: listed, hasURL: hasURL, hasBio: hasBio),
      topics: topics?.map { TopicWeight($0.key, $0.value) } ?? [],
      provider: provider.map { ProviderScore(value: $0.value, scale: $0.scale) },
      previous: previous.map { FollowerCount(followers: $0.followers, observedAt: Instant($0.observedAt)) },
      observedAt: observedAt.map(Instant.init))
  }
}

extension ScoreRequest.Story {
  fileprivate var scoringStory: Scoring.Story? {
    if let growthProbability, let sharers {
      return .estimate(
        growthProbability: growthProbability, sharers: sharers, observedAt: observedAt.map(Instant.init))
    }
    guard let shares else { return nil }
    // A sharer counts once, one without a name each time, one that is not authentic never.
    var named: Set<String> = []
    let counted = shares.filter { share in
      share.authentic != false && share.sharer.map { named.insert($0).inserted } ?? true
    }
    let times = counted.map { Instant($0.at) }
    guard let start = postedAt.map(Instant.init) ?? times.min() else { return nil }
    return .shares(postedAt: start, at: times)
  }
}
