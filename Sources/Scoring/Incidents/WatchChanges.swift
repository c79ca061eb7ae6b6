/// What a store has to write so that a watch survives: rows to put in the place of those of the same topic.
public struct WatchChanges: Equatable, Sendable {
  /// The row of all topics together, where it changed: about once an hour.
  public var watch: WatchRecord?
  /// The rows of topics that had tickets, or whose incident changed.
  public var topics: [TopicRecord]
  /// Topics that were forgotten, to delete before ``topics`` are written.
  public var forgotten: [String]

  /// Whether there is nothing to write.
  public var isEmpty: Bool { watch == nil && topics.isEmpty && forgotten.isEmpty }
}
