/// One reason for points.
public enum Factor: String, CaseIterable, Sendable {
  /// How bad the matter is.
  case severity
  /// Earlier unresolved contacts on the same matter.
  case repeatContact = "repeat_contact"
  /// The probability that the ticket's topic is surging.
  case incident
  /// The customer's lifetime value, as a percentile among the company's customers.
  case value
  /// Tenure and loyalty programme level.
  case loyalty
  /// Social influence, by the policy's phase.
  case influence
  /// A public story that is growing.
  case story

  /// The group that the factor belongs to.
  public var group: Group {
    switch self {
    case .severity, .repeatContact, .incident: .need
    case .value, .loyalty: .customer
    case .influence, .story: .social
    }
  }

  /// The three sources of points. Only `social` is capped as a group and scaled by conduct.
  public enum Group: String, Sendable {
    case need, customer, social
  }

  /// The factor's place in ``PerFactor``: the order of declaration.
  @inlinable
  var index: Int {
    switch self {
    case .severity: 0
    case .repeatContact: 1
    case .incident: 2
    case .value: 3
    case .loyalty: 4
    case .influence: 5
    case .story: 6
    }
  }
}
