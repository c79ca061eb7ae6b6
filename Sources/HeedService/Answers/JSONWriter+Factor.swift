import JSON
import Scoring

extension JSONWriter {
  /// Writes what a factor contributed: as it was written when the policy was loaded, where only the policy decides it.
  func factor(_ factor: Factor, _ outcome: FactorOutcome, _ text: PolicyText) {
    switch outcome.reason {
    case .neutral where outcome.points == text.neutralPoints[factor]: raw(text.neutral[factor])
    case .severity(let severity): raw(text.severities[severity.rank])
    default: self.factor(factor, outcome)
    }
  }

  /// Writes what a factor contributed.
  func factor(_ factor: Factor, _ outcome: FactorOutcome) {
    raw(factor.beginning)
    number(outcome.points, decimals: 4)
    raw(#","cap":"#)
    number(outcome.cap, decimals: 4)
    raw(#","signal":"#)
    number(outcome.signal, decimals: 4)
    raw(#","because":""#)
    sentence(outcome.reason)
    raw(outcome.source.ending)
    if let age = outcome.ageSeconds {
      raw(#","age_seconds":"#)
      number(age, decimals: 0)
    }
    raw("}")
  }
}

extension Factor {
  /// What begins a factor's object.
  fileprivate var beginning: StaticString {
    switch self {
    case .severity: #"{"factor":"severity","points":"#
    case .repeatContact: #"{"factor":"repeat_contact","points":"#
    case .incident: #"{"factor":"incident","points":"#
    case .value: #"{"factor":"value","points":"#
    case .loyalty: #"{"factor":"loyalty","points":"#
    case .influence: #"{"factor":"influence","points":"#
    case .story: #"{"factor":"story","points":"#
    }
  }
}

extension Source {
  /// What ends a factor's sentence and names its source.
  fileprivate var ending: StaticString {
    switch self {
    case .neutral: #"","source":"neutral""#
    case .ticket: #"","source":"ticket""#
    case .watcher: #"","source":"watcher""#
    case .profile: #"","source":"profile""#
    case .purchases: #"","source":"purchases""#
    case .subscription: #"","source":"subscription""#
    case .declaration: #"","source":"declaration""#
    case .account: #"","source":"account""#
    case .provider: #"","source":"provider""#
    case .story: #"","source":"story""#
    }
  }
}
