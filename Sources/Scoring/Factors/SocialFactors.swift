/// The social factors together: consent, the group's cap, and the conduct gate.
struct SocialFactors {
  /// What the story reads; nil where there is none.
  let story: Reading?
  /// What was noticed.
  let flags: Flags
  /// The social points under each phase.
  let points: PerPhase<Points>
  /// The social points of a customer of whom no signals are known.
  let pointsWithoutSignals: Points

  private let influence: InfluenceFactor

  init(_ request: borrowing Request, _ policy: Policy, _ population: borrowing Population, now: Instant) {
    var flags: Flags = []
    let mayUse = Self.mayUse(request.social, policy.settings.consent)
    if !mayUse, request.social.hasSignals { flags.insert(.noConsent) }
    var influence = InfluenceFactor(policy, now: now)
    if mayUse {
      influence.read(request.social, policy, population)
    }
    flags.formUnion(influence.flags)
    if influence.isConfirmed { flags.insert(.influenceConfirmed) }
    if mayUse, let told = request.social.story {
      let (reading, isGrowing) = StoryFactor.reading(
        told, policy.settings.story, policy.settings.factors[.story], now: now)
      story = reading
      if isGrowing { flags.insert(.storyGrowing) }
    } else {
      story = nil
    }
    let conduct = request.customer.conduct
    let gate = ConductGate.share(conduct, policy.settings.conduct)
    if conduct.abuse { flags.insert(.abuse) } else if gate < 1 { flags.insert(.conductGated) }
    if conduct.companyFault, !conduct.abuse { flags.insert(.companyFault) }
    let heard = mayUse ? ConductGate.share(request.social.community, policy.settings.community) : 1
    if heard < 1 { flags.insert(.communityDoubts) }
    self.flags = flags
    self.influence = influence
    let factors = policy.settings.factors
    let storyPoints = factors[.story].points(story, of: .social)
    let unknownInfluence = factors[.influence].points(nil, of: .social)
    let unknownStory = factors[.story].points(nil, of: .social)
    points = PerPhase { phase in
      Points(
        factors[.influence].points(influence.reading(in: phase), of: .social), storyPoints,
        cap: policy.settings.socialCap, gate: gate, heard: heard, least: unknownInfluence + unknownStory)
    }
    pointsWithoutSignals = Points(unknownInfluence, unknownStory, cap: policy.settings.socialCap, gate: gate)
  }

  /// What influence reads under `phase`.
  func influence(in phase: Phase) -> Reading? {
    influence.reading(in: phase)
  }

  /// Why influence has no reading where that is the phase's doing.
  func ignored(in phase: Phase) -> Reason? {
    let isKnown = influence.weighed != nil || influence.declared != nil
    return isKnown && influence.reading(in: phase) == nil ? .ignored : nil
  }

  private static func mayUse(_ signals: SocialSignals, _ consent: Consent) -> Bool {
    switch consent {
    case .explicit: signals.consent == true
    case .assumed: signals.consent != false
    }
  }
}

extension SocialFactors {
  /// Influence and story in points, after cap and gate.
  struct Points {
    let influence: Double
    let story: Double
    let isCapped: Bool

    /// Scales both factors' points alike where their sum exceeds the cap, then by what the community leaves of them
    /// (`heard`), though to no less than the `least` that a customer without social signals has, as nobody is moved back
    /// for being known; then by the gate. The sum is rounded first, and the story has what influence leaves of it, so
    /// that rounding never turns the order of two sums.
    init(_ influence: Double, _ story: Double, cap: Double, gate: Double, heard: Double = 1, least: Double = 0) {
      let sum = influence + story
      isCapped = sum > cap
      let capped = isCapped ? cap : sum
      let left = max(min(capped, least), capped * heard)
      let scale = (left == sum ? 1 : left / sum) * gate
      let both = Ledger.quantised(left * gate)
      self.influence = Ledger.quantised(influence * scale)
      self.story = max(0, Ledger.quantised(both - self.influence))
    }
  }
}

extension FactorSettings {
  /// The points of a reading, before what the group has to say.
  fileprivate func points(_ reading: Reading?, of group: Factor.Group) -> Double {
    cap * signal(reading, of: group)
  }
}

extension SocialSignals {
  fileprivate var hasSignals: Bool { declared != nil || !accounts.isEmpty || story != nil || community != nil }
}
