/// A public post that is watched. Times are seconds since 1970.
public struct StoredStory: Equatable, Sendable {
  public var id: String
  public var postedAt: Double
  /// The state of the estimator: the time it holds for, faded shares, faded exposure, fresh posts.
  public var time: Double
  public var shares: Double
  public var exposure: Double
  public var freshPosts: Double
  /// Distinct authentic sharers.
  public var sharers: Int
  public var lastShareAt: Double
  /// What tickets are scored with: the probability of growth and the sharers when that was last said.
  public var publishedProbability: Double
  public var publishedSharers: Int
  /// Whether it is watched still.
  public var isLive: Bool
  /// The customer who posted it, if known.
  public var customer: String?
  /// The topic that it is about, if known.
  public var topic: String?
  /// What people are shown of it: the beginning of the text.
  public var excerpt: String?
  public var url: String?
  /// The sketch of its text that near duplicates are found by; nil where it has none.
  public var sketch: [UInt8]?

  public init(
    id: String, postedAt: Double, time: Double, shares: Double = 0, exposure: Double = 0, freshPosts: Double = 1,
    sharers: Int = 0, lastShareAt: Double, publishedProbability: Double = 0, publishedSharers: Int = 0,
    isLive: Bool = true, customer: String? = nil, topic: String? = nil, excerpt: String? = nil, url: String? = nil,
    sketch: [UInt8]? = nil
  ) {
    self.id = id
    self.postedAt = postedAt
    self.time = time
    self.shares = shares
    self.exposure = exposure
    self.freshPosts = freshPosts
    self.sharers = sharers
    self.lastShareAt = lastShareAt
    self.publishedProbability = publishedProbability
    self.publishedSharers = publishedSharers
    self.isLive = isLive
    self.customer = customer
    self.topic = topic
    self.excerpt = excerpt
    self.url = url
    self.sketch = sketch
  }
}
