/// What a column can tell of a customer's account on a network.
enum AccountField: Int, CaseIterable, Sendable {
  case network, handle, source, followers, following, posts, listed, topics
  case ageDays
  /// A date, in place of `age_days`.
  case createdAt
  case hasURL
  case hasBio
  case engagers
  case providerValue
  case providerScale
  case observedAt

  /// The field's name in mappings, and in the headings of files that need none.
  var name: String {
    switch self {
    case .network: "network"
    case .handle: "handle"
    case .source: "source"
    case .followers: "followers"
    case .following: "following"
    case .posts: "posts"
    case .listed: "listed"
    case .topics: "topics"
    case .ageDays: "age_days"
    case .createdAt: "created_at"
    case .hasURL: "has_url"
    case .hasBio: "has_bio"
    case .engagers: "engagers_90d"
    case .providerValue: "provider.value"
    case .providerScale: "provider.scale"
    case .observedAt: "observed_at"
    }
  }

  init?(name: String) {
    guard let field = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = field
  }

  /// Where the field is in an account, as a JSON Pointer.
  var pointer: String { "/" + (self == .createdAt ? Self.ageDays.name : name).replacingDots }
}
