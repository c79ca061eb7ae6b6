extension TelephonyRequest {
  /// What a plain answer shows, which has room for one value.
  public enum Field: String, CaseIterable, Sendable {
    /// Whole seconds by which the call is to be treated as if it had come earlier: what most engines order by.
    case seconds
    /// The score, 0…100, rounded.
    case score
    /// The tier's name.
    case tier
    /// The desk's name.
    case desk
    /// The wait to expect in whole seconds; empty where nothing is known of it.
    case wait
    /// 0…100, the more urgent the greater (``PriorityNumber/percent(for:)``).
    case priority
    /// The tier's rank: 1 is the most urgent.
    case rank
  }
}

extension TelephonyRequest.Field {
  /// What is answered of a ticket: digits, a name, or nothing.
  func value(of facts: DecisionFacts) -> String {
    switch self {
    case .seconds: "\(facts.secondsAhead.whole)"
    case .score: "\(facts.score.whole)"
    case .tier: facts.tier.oneLine
    case .desk: facts.desk.oneLine
    case .wait: facts.suggestedWaitSeconds.map { "\(max($0.whole, 0))" } ?? ""
    case .priority: "\(PriorityNumber.percent(for: facts))"
    case .rank: "\(facts.tierRank + 1)"
    }
  }

  /// What is answered where nothing could be decided: the value of a ticket that nothing speaks for.
  func fallback(seconds: Int, rank: Int) -> String {
    switch self {
    case .seconds: "\(seconds)"
    case .score, .priority: "0"
    case .rank: "\(rank)"
    case .tier, .desk, .wait: ""
    }
  }
}
