import JSON
import Scoring

extension JSONPen {
  /// The most bytes that a factor takes: its words, four numbers and a sentence.
  static let factorRoom = 200 + 4 * numberRoom + sentenceRoom

  /// Writes what a factor contributed: as it was written when the policy was loaded, where only the policy decides it.
  mutating func factor(_ factor: Factor, _ outcome: borrowing FactorOutcome, _ text: PolicyText) {
    switch outcome.reason {
    case .neutral where outcome.points == text.neutralPoints[factor]: raw(text.neutral[factor], of: text.prepared)
    case .severity(let severity): raw(text.severities[severity.rank], of: text.prepared)
    default: self.factor(factor, outcome)
    }
  }

  /// Writes what a factor contributed.
  mutating func factor(_ factor: Factor, _ outcome: borrowing FactorOutcome) {
    begin(factor)
    number(outcome.points, decimals: 4)
    raw(#","cap":"#)
    number(outcome.cap, decimals: 4)
    raw(#","signal":"#)
    number(outcome.signal, decimals: 4)
    raw(#","because":""#)
    sentence(outcome.reason)
    raw(#"","source":"#)
    source(outcome.source)
    if let age = outcome.ageSeconds {
      raw(#","age_seconds":"#)
      number(age, decimals: 0)
    }
    raw("}")
  }

  /// Writes what begins a factor's object.
  private mutating func begin(_ factor: Factor) {
    switch factor {
    case .severity: raw(#"{"factor":"severity","points":"#)
    case .repeatContact: raw(#"{"factor":"repeat_contact","points":"#)
    case .incident: raw(#"{"factor":"incident","points":"#)
    case .value: raw(#"{"factor":"value","points":"#)
    case .loyalty: raw(#"{"factor":"loyalty","points":"#)
    case .influence: raw(#"{"factor":"influence","points":"#)
    case .story: raw(#"{"factor":"story","points":"#)
    }
  }

  private mutating func source(_ source: Source) {
    switch source {
    case .neutral: raw(#""neutral""#)
    case .ticket: raw(#""ticket""#)
    case .watcher: raw(#""watcher""#)
    case .profile: raw(#""profile""#)
    case .purchases: raw(#""purchases""#)
    case .subscription: raw(#""subscription""#)
    case .declaration: raw(#""declaration""#)
    case .account: raw(#""account""#)
    case .provider: raw(#""provider""#)
    case .story: raw(#""story""#)
    }
  }
}
