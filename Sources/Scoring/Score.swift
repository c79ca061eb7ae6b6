/// Scores a ticket: whom to heed, how soon, and why. A pure function of its arguments.
///
/// - Parameters:
///   - request: what is known of ticket, customer and social signals. Numbers are within the ranges that their
///     declarations give.
///   - policy: all weights, tiers and desks.
///   - population: what is known of all customers together.
///   - now: the time that ages are counted to.
/// - Returns: the decision; the same arguments give the same one, bit for bit.
public func score(_ request: Request, policy: Policy, population: Population, now: Instant) -> Decision {
  let phase = policy.settings.phase
  let need = NeedFactors(request.ticket, policy, now: now)
  let customer = CustomerFactors(request.customer, policy, population, now: now)
  let social = SocialFactors(request, policy, population, now: now)

  var ledger = Ledger(policy)
  ledger.enter(.severity, need.severity)
  ledger.enter(.repeatContact, need.repeatContact)
  ledger.enter(.incident, need.incident)
  ledger.enter(.value, customer.value)
  ledger.enter(.loyalty, customer.loyalty)
  let base = ledger.sum
  let counted = social.points[phase]
  ledger.enter(
    .influence, social.influence(in: phase), points: counted.influence,
    whenMissing: social.ignored(in: phase))
  ledger.enter(.story, social.story, points: counted.story)

  let total = Ledger.total(base, counted)
  let tierIndex = policy.tierIndex(ofScore: total)
  var flags = social.flags.union(ledger.isStale ? .signalsStale : [])
  if counted.isCapped { flags.insert(.socialCapped) }
  if customer.levelIsUnknown { flags.insert(.loyaltyLevelUnknown) }
  if population.values == nil { flags.insert(.populationMissing) }
  if request.isEmpty { flags.insert(.noData) }

  return Decision(
    policy: policy, score: total, tierIndex: tierIndex,
    deskRuleIndex: policy.deskRule(for: request.ticket, tierIndex: tierIndex, ledger.outcomes),
    headStartSeconds: policy.headStart(ofScore: total, tierIndex: tierIndex), factors: ledger.outcomes, flags: flags,
    declaredBy: flags.contains(.influenceDeclared) ? request.social.declared?.by : nil,
    counterfactuals: counterfactuals(base, social, policy, score: total, tierIndex: tierIndex))
}

private func counterfactuals(
  _ base: Double, _ social: SocialFactors, _ policy: Policy, score: Double, tierIndex: Int
) -> Counterfactuals {
  let without = Ledger.total(base, social.pointsWithoutSignals)
  return Counterfactuals(
    scoreWithoutSocial: without, tierWithoutSocial: policy.tierIndex(ofScore: without),
    tierByPhase: PerPhase { policy.tierIndex(ofScore: Ledger.total(base, social.points[$0])) },
    pointsToNextTier: tierIndex == 0 ? nil : Ledger.quantised(policy.settings.tiers[tierIndex - 1].from - score))
}

extension Request {
  /// Whether nothing but the ticket's time, channel and topic is known.
  fileprivate var isEmpty: Bool {
    ticket.severity == nil && ticket.unresolvedContacts == nil && ticket.incident == nil
      && customer.lifetimeValue == nil && customer.purchases == nil && customer.subscription == nil
      && customer.tenureDays == nil && customer.loyaltyLevel == nil && social.declared == nil
      && social.accounts.isEmpty && social.story == nil && social.community == nil
  }
}

extension Policy {
  /// Credited seconds: the promise's head start share, in proportion to the score's place in its tier's band.
  fileprivate func headStart(ofScore score: Double, tierIndex: Int) -> Double {
    let tier = settings.tiers[tierIndex]
    let upper = tierIndex == 0 ? 100 : settings.tiers[tierIndex - 1].from
    guard upper > tier.from else { return 0 }
    return settings.headStartShare * tier.promiseSeconds * min(1, (score - tier.from) / (upper - tier.from))
  }

  /// The first desk rule that holds.
  fileprivate func deskRule(for ticket: Ticket, tierIndex: Int, _ outcomes: borrowing PerFactor<FactorOutcome>) -> Int?
  {
    let (rules, conditions) = (settings.deskRules, deskConditions)
    // A span lends its elements, where an array would copy them.
    for index in rules.indices
    where holds(conditions.span[index], outcomes) && rules.span[index].holds(for: ticket, settings.tiers[tierIndex]) {
      return index
    }
    return nil
  }

  private func holds(_ conditions: [DeskCondition], _ outcomes: borrowing PerFactor<FactorOutcome>) -> Bool {
    for condition in conditions where outcomes[condition.factor].shareOfCap < condition.share { return false }
    return true
  }
}

extension DeskRule {
  /// Whether the rule's conditions on tier, channel and topic hold.
  fileprivate func holds(for ticket: Ticket, _ tier: Tier) -> Bool {
    (tiers.isEmpty || tiers.contains(tier.name))
      && (channels.isEmpty || ticket.channel.map(channels.contains) ?? false)
      && (topics.isEmpty || ticket.topic.map(topics.contains) ?? false)
  }
}
