/// What is remembered of customers, decisions and stories, and for how long.
public struct MemoryConfiguration: Equatable, Sendable {
  /// Customers that are kept in memory for quick scoring.
  public var cachedCustomers = 100_000
  /// How long decisions and contacts are kept, in days.
  public var keepDays = 90.0
  /// For how long an earlier contact on the same topic that settled nothing counts as one on the same matter, in days.
  public var repeatDays = 14.0
  /// Follower counts that are kept of each account.
  public var keptCounts = 30
  /// How long stories are kept after their last share, in days.
  public var storyDays = 30.0
  /// Most stories that are watched at once.
  public var mostStories = 10_000

  mutating func read(_ fields: inout YAMLFields) {
    fields.integer("cached_customers", into: &cachedCustomers)
    fields.number("keep_days", into: &keepDays)
    fields.number("repeat_days", into: &repeatDays)
    fields.integer("kept_counts", into: &keptCounts)
    fields.number("story_days", into: &storyDays)
    fields.integer("most_stories", into: &mostStories)
  }

  /// All values with the ranges that they must be in.
  var ranges: [(field: String, value: Double, range: ClosedRange<Double>)] {
    [
      ("memory.cached_customers", Double(cachedCustomers), 0...10_000_000),
      ("memory.keep_days", keepDays, 0...3650),
      ("memory.repeat_days", repeatDays, 0...3650),
      ("memory.kept_counts", Double(keptCounts), 1...1000),
      ("memory.story_days", storyDays, 1...3650),
      ("memory.most_stories", Double(mostStories), 1...1_000_000),
    ]
  }
}
