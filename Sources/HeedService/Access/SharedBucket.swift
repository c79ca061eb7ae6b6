import Synchronization

/// A token bucket that all reactors take from, without a lock.
final class SharedBucket: Sendable {
  private let fullAt = Atomic<UInt64>(0)

  /// Takes tokens if they are there.
  func take(_ cost: Int, _ limit: RateLimit, now: UInt64) -> RateStanding {
    var known = fullAt.load(ordering: .relaxed)
    while true {
      var bucket = TokenBucket(fullAt: known)
      let standing = RateStanding(taking: cost, from: &bucket, limit, now: now)
      if bucket.fullAt == known { return standing }
      let (isExchanged, original) = fullAt.weakCompareExchange(
        expected: known, desired: bucket.fullAt, ordering: .relaxed)
      if isExchanged { return standing }
      known = original
    }
  }
}
