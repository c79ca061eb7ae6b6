import Scoring
import Storage

extension QueueContext {
  /// The story that a post says almost the same as: of those that are watched, or that began in this transaction.
  func nearestStory(_ sketch: PostSketch) -> String? {
    if let id = watchers?.nearest(sketch) { return id }
    for case .story(let story) in effects {
      if let other = story.sketch.flatMap({ PostSketch(bytes: $0) }), other.jaccard(sketch) >= PostSketch.copyFrom {
        return story.id
      }
    }
    return nil
  }
}
