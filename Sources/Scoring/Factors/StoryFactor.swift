/// The story factor: P(ρ>1)·k/(k+5), whether a public story on the matter is growing and by how many sharers.
enum StoryFactor {
  static func reading(
    _ story: Story, _ settings: StorySettings, _ factor: FactorSettings, now: Instant
  ) -> (Reading, isGrowing: Bool) {
    let probability: Double
    let sharers: Int
    var age: Double?
    switch story {
    case .estimate(let growth, let count, let observedAt):
      probability = growth
      sharers = count
      age = observedAt.map { max(0, now.seconds(since: $0)) }
    case .shares(let postedAt, let times):
      // Later ones have not happened yet.
      let past = times.filter { $0 <= now }
      probability = growthProbability(postedAt: postedAt, shares: past, settings, now: now)
      sharers = past.count
    }
    let signal = storySignal(growthProbability: probability, sharers: sharers)
    let reason = Reason.story(growthProbability: probability, sharers: sharers)
    return (
      Reading(signal, age: age, factor, source: .story, reason: reason),
      probability >= settings.growingFrom && sharers > 0
    )
  }

  /// Runs the estimator over the shares, up to now.
  private static func growthProbability(
    postedAt: Instant, shares: [Instant], _ settings: StorySettings, now: Instant
  ) -> Double {
    var estimator = StoryEstimator(rootPostAt: postedAt.secondsSince1970, parameters: settings.parameters)
    for share in shares.sorted() { estimator.share(at: share.secondsSince1970) }
    estimator.advance(to: now.secondsSince1970)
    return estimator.growthProbability
  }
}
