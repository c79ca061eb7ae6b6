extension PolicySettings {
  /// All that is wrong with the settings, in the order of the policy file; empty where nothing is.
  ///
  /// Ranges of single fields come first, then what the fields must keep to together.
  public func problems() -> [PolicyProblem] {
    var check = PolicyCheck()
    check.factors(self)
    check.incidents(incidents)
    check.customer(self)
    check.social(self)
    check.tiers(self)
    if check.problems.isEmpty { check.together(self) }
    return check.problems
  }

  /// The most points that social signals can add to those of a customer of whom no social signals are known.
  public var greatestSocialGain: Double {
    let influence = factors[.influence]
    let story = factors[.story]
    let most = min(socialCap, influence.cap + story.cap)
    return max(0, most - min(socialCap, influence.cap * influence.neutral + story.cap * story.neutral))
  }

  /// The most tiers that social signals can lift a ticket by.
  public var greatestSocialLift: Int {
    let bounds = tiers.map(\.from).reversed().dropFirst()
    let gain = greatestSocialGain
    guard gain > 0 else { return 0 }
    // From just below one bound up by the gain: how many bounds lie in between.
    return bounds.map { start in bounds.filter { $0 >= start && $0 < start + gain }.count }.max() ?? 0
  }
}

/// Collects mistakes; a field's name here is its path in the policy file.
private struct PolicyCheck {
  var problems: [PolicyProblem] = []

  mutating func number(_ value: Double, _ field: String, in range: ClosedRange<Double>, above: Double? = nil) {
    let holds = range.contains(value) && above.map { value > $0 } ?? true
    if holds { return }
    let lower = above.map { "above \(plain($0))" } ?? "from \(plain(range.lowerBound))"
    report(field, plain(value), "a number \(lower) to \(plain(range.upperBound))")
  }

  mutating func report(_ field: String, _ found: String, _ expected: String) {
    problems.append(PolicyProblem(field: field, found: found, expected: expected))
  }

  mutating func name(_ value: String, _ field: String) {
    if value.isEmpty || value.utf8.count > 64 { report(field, "\"\(value)\"", "a name of 1 to 64 bytes") }
  }

  mutating func factors(_ settings: PolicySettings) {
    name(settings.name, "name")
    for factor in Factor.allCases {
      let path = "factors.\(factor.rawValue)"
      let values = settings.factors[factor]
      number(values.cap, "\(path).cap", in: 0...100)
      number(values.neutral, "\(path).neutral", in: 0...1)
      if let halfLife = values.halfLifeSeconds {
        number(halfLife, "\(path).half_life_hours", in: 0...Self.century, above: 0)
      }
    }
    var previous = 0.0
    for severity in Severity.allCases {
      let path = "severity.\(severity.rawValue)"
      number(settings.severity[severity], path, in: 0...1)
      if settings.severity[severity] < previous {
        report(path, plain(settings.severity[severity]), "no less than the level before it, \(plain(previous))")
      }
      previous = settings.severity[severity]
    }
    number(Double(settings.repeatContactsForAll), "repeat_contact.contacts_for_all", in: 1...1000)
  }

  mutating func incidents(_ settings: IncidentSettings) {
    number(settings.openFrom, "incidents.open_from", in: 0.5...0.9999)
    number(settings.closeBelow, "incidents.close_below", in: 0.01...0.9999)
    if settings.closeBelow > settings.openFrom {
      report("incidents.close_below", plain(settings.closeBelow), "no more than open_from, \(plain(settings.openFrom))")
    }
    number(settings.closeAfterSeconds, "incidents.close_after_seconds", in: 0...86_400)
    number(settings.factor, "incidents.factor", in: 1.1...100)
    number(Double(settings.leastTickets), "incidents.least_tickets", in: 2...1000)
    number(settings.surgeShare, "incidents.surge_share", in: 1e-9...0.1)
    number(settings.fastMemorySeconds, "incidents.fast_memory_seconds", in: 60...14_400)
    number(settings.slowMemorySeconds, "incidents.slow_memory_seconds", in: 60...86_400)
    if settings.slowMemorySeconds < settings.fastMemorySeconds {
      report(
        "incidents.slow_memory_seconds", plain(settings.slowMemorySeconds),
        "no less than fast_memory_seconds, \(plain(settings.fastMemorySeconds))")
    }
    number(settings.memoryDays, "incidents.memory_days", in: 3...365)
    number(settings.learningHours, "incidents.learning_hours", in: 0...744)
    number(settings.longestDays, "incidents.longest_days", in: 0.25...90)
    number(Double(settings.mostTopics), "incidents.most_topics", in: 16...1_000_000)
  }

  mutating func customer(_ settings: PolicySettings) {
    number(settings.loyalty.fullTenureDays, "loyalty.full_tenure_days", in: 0...36500, above: 0)
    number(settings.loyalty.tenureWeight, "loyalty.tenure_weight", in: 0...1)
    for level in settings.loyalty.levels {
      name(level.name, "loyalty.levels")
      number(level.signal, "loyalty.levels.\(level.name)", in: 0...1)
    }
    let value = settings.lifetimeValue
    number(value.horizonWeeks, "lifetime_value.horizon_weeks", in: 0...5200, above: 0)
    number(value.margin, "lifetime_value.margin", in: 0...1, above: 0)
    number(value.discountRate, "lifetime_value.discount_rate", in: 0...10, above: 0)
  }

  mutating func social(_ settings: PolicySettings) {
    number(settings.socialCap, "social.cap", in: 0...100)
    let influence = settings.influence
    number(influence.neutralAuthenticity, "influence.neutral_authenticity", in: 0...1)
    number(influence.doubtfulAuthenticity, "influence.doubtful_authenticity", in: 0...1)
    number(influence.zeroCountBaseline, "influence.zero_counts.baseline", in: 0...0.33, above: 0)
    number(influence.zeroCountWindowSeconds, "influence.zero_counts.window_seconds", in: 1...86400)
    for topic in settings.market {
      name(topic.topic, "market")
      number(topic.weight, "market.\(topic.topic)", in: 0...1)
    }
    number(settings.leastTopicSimilarity, "near_topics.least_similarity", in: 0...1, above: 0)
    number(settings.story.growingFrom, "story.growing_from", in: 0...1)
    number(settings.conduct.priorFounded, "conduct.prior_founded", in: 0...1000, above: 0)
    number(settings.conduct.priorUnfounded, "conduct.prior_unfounded", in: 0...1000)
    number(settings.community.prior, "community.prior", in: 0...1e6, above: 0)
    number(settings.community.neutralReputation, "community.neutral_reputation", in: 0...1, above: 0)
  }

  mutating func tiers(_ settings: PolicySettings) {
    number(settings.headStartShare, "head_start_share", in: 0...0.1)
    if settings.tiers.isEmpty { report("tiers", "no tier", "at least one tier, the last from 0") }
    for (index, tier) in settings.tiers.enumerated() {
      let path = "tiers[\(index)]"
      name(tier.name, "\(path).name")
      name(tier.desk, "\(path).desk")
      number(tier.promiseSeconds, "\(path).promise_seconds", in: 1...31_536_000)
      number(tier.from, "\(path).from", in: 0...100)
      if settings.tiers[..<index].contains(where: { $0.name == tier.name }) {
        report("\(path).name", tier.name, "a name that no other tier has")
      }
      guard index > 0 else { continue }
      let higher = settings.tiers[index - 1]
      if tier.from >= higher.from {
        report("\(path).from", plain(tier.from), "less than the tier above it, \(plain(higher.from))")
      }
      if tier.promiseSeconds < higher.promiseSeconds {
        report("\(path).promise_seconds", plain(tier.promiseSeconds), "no shorter promise than the tier above it")
      }
    }
    if let last = settings.tiers.last, last.from != 0 {
      report("tiers[\(settings.tiers.count - 1)].from", plain(last.from), "0, so that every score has a tier")
    }
    for (index, rule) in settings.deskRules.enumerated() { deskRule(rule, "desk_rules[\(index)]", settings) }
  }

  mutating func deskRule(_ rule: DeskRule, _ path: String, _ settings: PolicySettings) {
    name(rule.desk, "\(path).desk")
    for factor in Factor.allCases {
      if let least = rule.atLeast[factor] { number(least, "\(path).at_least.\(factor.rawValue)", in: 0...1) }
    }
    for tier in rule.tiers where !settings.tiers.contains(where: { $0.name == tier }) {
      let names = settings.tiers.map(\.name).joined(separator: ", ")
      report("\(path).tiers", tier, "names of this policy's tiers: \(names)")
    }
  }

  /// What single fields cannot tell: the sum of all caps, and what social signals could do at most.
  mutating func together(_ settings: PolicySettings) {
    let social = min(
      settings.socialCap, settings.factors[.influence].cap + settings.factors[.story].cap)
    let others = Factor.allCases.filter { $0.group != .social }.map { settings.factors[$0].cap }.reduce(0, +)
    if others + social > 100 {
      report("factors", plain(others + social), "caps of need and customer plus the social cap of at most 100 together")
    }
    if settings.greatestSocialLift > 1, !settings.socialMaySkipTiers {
      report(
        "social.cap",
        "\(plain(settings.greatestSocialGain)) points at most, which can lift a ticket by "
          + "\(settings.greatestSocialLift) tiers",
        "a lift of one tier at most: a lower cap, wider tiers, or social.may_skip_tiers: true")
    }
  }

  private static let century = 3_155_760_000.0

  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
