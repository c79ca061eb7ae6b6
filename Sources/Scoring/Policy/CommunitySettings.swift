/// How much a community's word counts.
public struct CommunitySettings: Equatable, Sendable {
  /// So many flags by members halve the social part, > 0.
  public var prior = 10.0
  /// From this reputation on nothing is taken, 0…1 and > 0; below it in proportion.
  public var neutralReputation = 0.5

  /// The default settings.
  public init() {}
}
