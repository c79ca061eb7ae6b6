/// What can be asked of the stories in a store.
public protocol StoryReading {
  /// The story of this id, or the one that the post of this id is a copy of.
  func story(id: String) throws -> StoredStory?

  /// The ids of the posts that are copies of a story, in the order in which they came.
  func copies(ofStory id: String) throws -> [String]

  /// All stories that are watched, in the order in which they came.
  func eachLiveStory(_ body: (StoredStory) throws -> Void) throws

  /// The stories whose last share is not before a time, the one with the latest first; at most `limit`.
  func stories(sharedSince: Double, limit: Int) throws -> [StoredStory]
}
