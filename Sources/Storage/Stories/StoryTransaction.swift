/// What can be changed of the stories in a store.
public protocol StoryTransaction: StoryReading {
  /// Stores a story, in place of the one of the same id.
  func putStory(_ story: StoredStory) throws

  /// Notes that the post `copy` is a copy of a story, which may be known.
  /// - Throws: a conflict where there is no such story, or the post is known as a copy of another.
  func addCopy(_ copy: String, ofStory id: String) throws

  /// Notes that somebody shared a story.
  /// - Parameter sharer: a keyed hash of who.
  /// - Returns: false where that is known; then nothing is changed.
  /// - Throws: a conflict where there is no such story.
  func addShare(ofStory id: String, sharer: Int64) throws -> Bool

  /// Forgets a story, its copies and who shared it.
  /// - Returns: whether there was one.
  func removeStory(id: String) throws -> Bool

  /// Forgets stories that are watched no longer and whose last share was before a time, those without a share for longest
  /// first, at most `limit`.
  /// - Returns: how many there were.
  func pruneStories(sharedBefore: Double, limit: Int) throws -> Int
}
