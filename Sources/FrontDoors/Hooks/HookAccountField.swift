/// The fields of one of the customer's accounts that a mapping can fill.
public enum HookAccountField: String, CaseIterable, Sendable {
  case network, handle, followers, following, posts, listed
  case ageDays = "age_days"
  case hasURL = "has_url"
  case hasBio = "has_bio"
  case engagers = "engagers_90d"
  case observedAt = "observed_at"

  var kind: HookFieldKind {
    switch self {
    case .network, .handle: .name
    case .followers, .following, .posts, .listed, .engagers: .integer(0...HookFieldKind.mostFollowers)
    case .ageDays: .number(0...HookFieldKind.mostDays)
    case .hasURL, .hasBio: .bool
    case .observedAt: .time
    }
  }
}
