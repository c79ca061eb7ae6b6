import Scoring
import Storage

extension StoredStory {
  /// The estimator as it was stored.
  func estimator(_ settings: StorySettings) -> StoryEstimator {
    StoryEstimator(
      time: time, shares: shares, exposure: exposure, freshPosts: freshPosts, parameters: settings.parameters)
      ?? StoryEstimator(rootPostAt: postedAt, parameters: settings.parameters)
  }

  mutating func keep(_ estimator: StoryEstimator) {
    time = estimator.time
    shares = estimator.shares
    exposure = estimator.exposure
    freshPosts = estimator.freshPosts
  }

  /// The story as a watcher has it.
  func state(_ settings: StorySettings) -> StoryState {
    StoryState(
      id: id, estimator: estimator(settings), sharers: sharers, postedAt: postedAt, lastShareAt: lastShareAt,
      publishedProbability: publishedProbability, publishedSharers: publishedSharers,
      isGrowing: publishedSharers > 0 && publishedProbability >= settings.growingFrom)
  }
}
