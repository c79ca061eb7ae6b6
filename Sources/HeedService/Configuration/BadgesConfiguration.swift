/// Badges: `badges` in `heed.yaml`.
public struct BadgesConfiguration: Sendable, Equatable {
  /// Where the secret is kept that links are signed with; nil: no link is, and badges need an API key where requests do.
  public var secret: SecretSource?
  /// For how long a signed link is good that comes with a decision, in days.
  public var linkDays = 7.0
  /// For how long a badge may be kept by whoever shows it, in seconds.
  public var cacheSeconds = 30

  mutating func read(_ fields: inout YAMLFields) {
    fields.secret("secret", into: &secret, mayBeNone: true)
    fields.number("link_days", into: &linkDays)
    fields.integer("cache_seconds", into: &cacheSeconds)
  }

  /// All values with the ranges that they must be in.
  var ranges: [(field: String, value: Double, range: ClosedRange<Double>)] {
    [("badges.link_days", linkDays, 0.001...3650), ("badges.cache_seconds", Double(cacheSeconds), 0...86_400)]
  }
}
