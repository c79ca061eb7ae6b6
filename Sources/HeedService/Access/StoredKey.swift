import JSON

/// What is kept of an API key: everything but the key.
public struct StoredKey: Sendable {
  /// Eight hexadecimal digits that name the key for ever.
  public let id: String
  /// What people and metrics call it; no two keys have the same.
  public let name: String
  /// What it allows; at least one.
  public let scopes: ScopeSet
  /// The key's hash.
  let hash: KeyHash
  /// When it was made, in seconds since 1970.
  public let created: Int
  /// From when on it is no longer good, in seconds since 1970; nil: it always is.
  public let expires: Int?
  /// How many requests may be made with it; nil: as many as the configuration says.
  public let rate: RateSettings?

  /// Whether the time up to which it was good has passed.
  public func hasExpired(now: Int) -> Bool { expires.map { now >= $0 } ?? false }
}

// What its fields have to be, in the file and on the command line.
extension StoredKey {
  /// Whether `name` can be a key's. It is too short for a key, which somebody may give in its place.
  public static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: #/[A-Za-z0-9._][A-Za-z0-9._\-]{0,39}/#) != nil
  }

  /// What a name has to be.
  public static let nameRule = "1 to 40 letters, digits, dots, dashes and underscores, with no dash first"

  /// What scopes have to be.
  public static let scopesRule =
    "a list of at least one of " + Scope.allCases.map(\.rawValue).joined(separator: ", ")

  /// What a time has to be.
  public static let timeRule =
    "a time such as 2027-01-01T00:00:00Z, or a day such as 2027-01-01, which begins at 0:00 UTC"

  /// Reads a time, in seconds since 1970.
  public static func time(_ text: String) -> Int? {
    var text = text.count == 10 ? text + "T00:00:00Z" : text
    return text.withUTF8 { RFC3339.seconds($0) }.map { Int($0.rounded(.down)) }
  }
}
