/// The social factors together: consent, the group's cap, and the conduct gate.
struct SocialFactors {
  /// What the story reads; nil where there is none.
  let story: Reading?
  /// What was noticed.
  let flags: Flags

  private let influence: InfluenceFactor
  private let gate: Double
  private let policy: Policy

  /// Influence and story in points, after cap and gate.
  struct Points {
    var influence: Double
    var story: Double
    var isCapped: Bool
  }

  init(_ request: Request, _ policy: Policy, _ population: Population, now: Instant) {
    self.policy = policy
    var flags: Flags = []
    let mayUse = Self.mayUse(request.social, policy.settings.consent)
    if !mayUse, request.social.hasSignals { flags.insert(.noConsent) }
    influence = InfluenceFactor(mayUse ? request.social : nil, policy, population, now: now)
    flags.formUnion(influence.flags)
    if influence.isConfirmed { flags.insert(.influenceConfirmed) }
    if mayUse, let told = request.social.story {
      let (reading, isGrowing) = StoryFactor.reading(told, policy.settings.story, now: now)
      story = reading
      if isGrowing { flags.insert(.storyGrowing) }
    } else {
      story = nil
    }
    let conduct = request.customer.conduct
    gate = ConductGate.share(conduct, policy.settings.conduct)
    if conduct.abuse { flags.insert(.abuse) } else if gate < 1 { flags.insert(.conductGated) }
    if conduct.companyFault, !conduct.abuse { flags.insert(.companyFault) }
    self.flags = flags
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

  /// The social points under `phase`.
  func points(in phase: Phase) -> Points {
    points(influence.reading(in: phase), story)
  }

  /// The social points of a customer of whom no signals are known.
  var pointsWithoutSignals: Points { points(nil, nil) }

  /// Both factors' points, scaled alike where their sum exceeds the cap, then multiplied by the gate. The sum is
  /// rounded first, and the story has what influence leaves of it, so that rounding never turns the order of two sums.
  private func points(_ influence: Reading?, _ story: Reading?) -> Points {
    let first = raw(.influence, influence)
    let second = raw(.story, story)
    let cap = policy.settings.socialCap
    let sum = first + second
    let isCapped = sum > cap
    let scale = (isCapped ? cap / sum : 1) * gate
    let both = Ledger.quantised((isCapped ? cap : sum) * gate)
    let influencePoints = Ledger.quantised(first * scale)
    return Points(
      influence: influencePoints, story: max(0, Ledger.quantised(both - influencePoints)), isCapped: isCapped)
  }

  private func raw(_ factor: Factor, _ reading: Reading?) -> Double {
    let values = policy.settings.factors[factor]
    return values.cap * values.signal(reading, of: .social)
  }

  private static func mayUse(_ signals: SocialSignals, _ consent: Consent) -> Bool {
    switch consent {
    case .explicit: signals.consent == true
    case .assumed: signals.consent != false
    }
  }
}

extension SocialSignals {
  fileprivate var hasSignals: Bool { declared != nil || !accounts.isEmpty || story != nil }
}
