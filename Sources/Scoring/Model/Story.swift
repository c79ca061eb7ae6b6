/// A public post about the matter and how it spreads: either an estimate made elsewhere, or the shares themselves.
public enum Story: Equatable, Sendable {
  /// A watcher's estimate: the probability (0…1) that the story is growing, by so many distinct authentic sharers.
  case estimate(growthProbability: Double, sharers: Int, observedAt: Instant?)
  /// The post's own time, and the time of the first share of each distinct authentic sharer, in any order.
  case shares(postedAt: Instant, at: [Instant])
}
