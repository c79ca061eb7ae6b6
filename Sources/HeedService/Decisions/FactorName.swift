import Scoring

/// What factors and sources are called on pages for people.
struct FactorName {
  let title: String

  static func of(_ factor: String) -> FactorName {
    FactorName(title: Factor(rawValue: factor)?.title ?? factor)
  }

  /// Where something is from, after "from"; nil where it was not known.
  static func source(_ source: String) -> String? {
    switch Source(rawValue: source) {
    case .neutral: nil
    case .ticket: "the ticket"
    case .watcher: "the watch of all tickets and stories"
    case .profile: "the customer's profile"
    case .purchases: "the customer's purchases"
    case .subscription: "the customer's subscription"
    case .declaration: "what was declared"
    case .account: "public accounts"
    case .provider: "a provider of influence numbers"
    case .story: "a public story"
    case nil: source
    }
  }
}

extension Factor {
  fileprivate var title: String {
    switch self {
    case .severity: "How severe it is"
    case .repeatContact: "Earlier contacts on the matter"
    case .incident: "Many tickets on the same topic"
    case .value: "Value as a customer"
    case .loyalty: "Loyalty"
    case .influence: "Public influence"
    case .story: "A public story"
    }
  }
}
