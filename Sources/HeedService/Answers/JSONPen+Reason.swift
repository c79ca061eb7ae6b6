import JSON
import Scoring

extension JSONPen {
  /// The most bytes that a sentence takes: its longest words, and four numbers.
  static let sentenceRoom = 200

  /// Words a reason as one sentence without a full stop, into a string. Its words need no escapes.
  mutating func sentence(_ reason: Reason) {
    switch reason {
    case .neutral(let factor): raw(factor.neutralReason)
    case .ignored: raw("the policy's phase does not count influence here")
    case .severity(let severity): raw(severity.reason)
    case .repeatContacts(let count): contacts(count)
    case .incident(let probability):
      raw("tickets on the topic are surging with probability ")
      digits(probability, decimals: 2)
    case .value(let percentile, let amount):
      raw("a lifetime value of ")
      grouped(amount)
      raw(" is at percentile ")
      digits(percentile * 100, decimals: 1)
      raw(" of the customers")
    case .loyalty(let days, let levelIsKnown): loyalty(days, levelIsKnown)
    case .story(let probability, let sharers):
      raw("the story is growing with probability ")
      digits(probability, decimals: 2)
      raw(" by ")
      grouped(sharers)
      raw(sharers == 1 ? " sharer" : " sharers")
    case .declaredFollowers(let followers):
      grouped(followers)
      raw(" followers declared, counted half")
    case .countedFollowers(let followers):
      grouped(followers)
      raw(" followers on all accounts")
    case .weighed(let followers, let reach, let authenticity, let relevance):
      grouped(followers)
      raw(" followers reach ")
      grouped(reach)
      weights(authenticity, relevance)
    case .provider(let share, let authenticity, let relevance):
      provider(share)
      weights(authenticity, relevance)
    case .providerAlone(let share): provider(share)
    }
  }

  /// Writes a number rounded to a whole one, and one beyond all reason as the greatest that can be written.
  private mutating func grouped(_ value: Double) {
    grouped(Int(max(-1e18, min(1e18, value.rounded()))))
  }

  private mutating func contacts(_ count: Int) {
    if count == 0 { return raw("no earlier unresolved contact on the matter") }
    grouped(count)
    raw(count == 1 ? " earlier unresolved contact" : " earlier unresolved contacts")
    raw(" on the matter")
  }

  private mutating func loyalty(_ days: Double?, _ levelIsKnown: Bool) {
    if let days {
      raw("a customer for ")
      grouped(days)
      raw(" days")
    } else {
      raw("tenure is not known")
    }
    raw(levelIsKnown ? ", and the loyalty level" : ", level not known")
  }

  private mutating func provider(_ share: Double) {
    raw("a provider's influence number at ")
    digits(share * 100)
    raw(" % of its scale")
  }

  private mutating func weights(_ authenticity: Double, _ relevance: Double) {
    raw(", authenticity ")
    digits(authenticity, decimals: 2)
    raw(", relevance to the market ")
    digits(relevance, decimals: 2)
  }
}

extension Severity {
  fileprivate var reason: StaticString {
    switch self {
    case .low: "severity is low"
    case .normal: "severity is normal"
    case .high: "severity is high"
    case .critical: "severity is critical"
    }
  }
}

extension Factor {
  fileprivate var neutralReason: StaticString {
    switch self {
    case .severity: "severity is not given and counts as neutral"
    case .repeatContact: "earlier contacts are not known"
    case .incident: "no surge on the topic is known"
    case .value: "the lifetime value is not known and counts as the population's middle"
    case .loyalty: "tenure and loyalty level are not known and count as the population's middle"
    case .influence: "influence is not known and counts as the population's middle"
    case .story: "no public story is known"
    }
  }
}
