/// What is new of a story, for the tickets that are about it: they are to be scored again.
public struct StoryChange: Equatable, Sendable {
  /// The story's id.
  public var id: String
  /// The probability that it is growing, 0…1; 0 where it is over.
  public var growthProbability: Double
  /// Distinct authentic accounts that shared it.
  public var sharers: Int
  /// Whether it was said to be growing before.
  public var wasGrowing: Bool
  /// Whether it is growing.
  public var isGrowing: Bool
  /// Whether it is no longer watched.
  public var isOver: Bool

  /// The signal of the factor `story`, 0…1.
  public var signal: Double { storySignal(growthProbability: growthProbability, sharers: sharers) }
}
