/// What is kept of a story that is being watched: the same few numbers however often it is shared.
public struct StoryState: Equatable, Sendable {
  /// The story's id.
  public var id: String
  /// The estimator of its growth, as of its last share.
  public var estimator: StoryEstimator
  /// Distinct authentic accounts that shared it, ≥ 0.
  public var sharers: Int
  /// When it was posted, in seconds since 1970.
  public var postedAt: Double
  /// When it was last shared, in seconds since 1970; when it was posted while it was not.
  public var lastShareAt: Double
  /// The growth probability (0…1) that tickets were last scored with; 0 before they were.
  public var publishedProbability: Double
  /// The sharers that tickets were last scored with.
  public var publishedSharers: Int
  /// Whether it was last said to be growing.
  public var isGrowing: Bool

  /// A story that nobody has shared and of which nothing was published, unless told otherwise.
  public init(
    id: String, estimator: StoryEstimator, sharers: Int = 0, postedAt: Double, lastShareAt: Double? = nil,
    publishedProbability: Double = 0, publishedSharers: Int = 0, isGrowing: Bool = false
  ) {
    self.id = id
    self.estimator = estimator
    self.sharers = sharers
    self.postedAt = postedAt
    self.lastShareAt = lastShareAt ?? postedAt
    self.publishedProbability = publishedProbability
    self.publishedSharers = publishedSharers
    self.isGrowing = isGrowing
  }

  /// Counts a share.
  ///
  /// - Parameters:
  ///   - time: When it happened, in seconds since 1970; one that arrives late counts as ``StoryEstimator`` says.
  ///   - isNewSharer: Whether the sharer is authentic and has not shared the story before. Only such a share counts.
  public mutating func share(at time: Double, isNewSharer: Bool) {
    guard isNewSharer, time.isFinite else { return }
    estimator.share(at: time)
    sharers += 1
    lastShareAt = max(lastShareAt, time)
  }

  /// The signal of the factor `story` that was last published, 0…1.
  public var publishedSignal: Double { storySignal(growthProbability: publishedProbability, sharers: publishedSharers) }
}
