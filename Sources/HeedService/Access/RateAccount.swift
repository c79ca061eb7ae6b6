import HTTPServer

/// Whose rate a request counts against.
struct RateAccount: Sendable {
  private enum Holder {
    case key(SharedBucket)
    case address(AddressBuckets, PeerAddress)
  }

  private let holder: Holder
  private let limit: RateLimit

  /// A key's.
  init(_ bucket: SharedBucket, _ limit: RateLimit) {
    holder = .key(bucket)
    self.limit = limit
  }

  /// An address'.
  init(_ buckets: AddressBuckets, _ peer: PeerAddress) {
    holder = .address(buckets, peer)
    limit = buckets.limit
  }

  /// Counts `cost` requests, if so many are granted now; none, and only asks, for 0.
  func take(_ cost: Int, now: UInt64) -> RateStanding {
    switch holder {
    case .key(let bucket): bucket.take(cost, limit, now: now)
    case .address(let buckets, let peer): buckets.take(cost, of: peer, now: now)
    }
  }

  /// Counts the items of a batch, which has been counted as one request before: in all a batch costs what its items
  /// would, but no more than a burst, as it could never be answered otherwise.
  ///
  /// - Returns: why it is not to be answered; nil where it is.
  func take(items: Int) -> AccessRefusal? {
    let standing = take(min(items, limit.burst) - 1, now: MonotonicClock.now)
    return standing.isGranted ? nil : .rate(standing)
  }
}
