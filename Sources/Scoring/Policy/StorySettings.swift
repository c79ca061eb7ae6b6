/// How a public story's growth is judged.
public struct StorySettings: Equatable, Sendable {
  /// How fast shares are forgotten, and how fast an audience reacts.
  public var parameters = StoryParameters.standard
  /// The growth probability (0…1) from which on a decision is flagged.
  public var growingFrom = 0.8

  /// The default settings.
  public init() {}
}
