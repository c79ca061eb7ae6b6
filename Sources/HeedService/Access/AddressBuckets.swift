import HTTPServer
import Synchronization

/// The token buckets of addresses, shared by all reactors: 32,768 of them, in some half a megabyte.
final class AddressBuckets: Sendable {
  /// One part of them, so that threads seldom want the same at the same time.
  private final class Stripe: Sendable {
    let table = Mutex(BucketTable(rows: 64))
  }

  private let stripes = (0..<64).map { _ in Stripe() }
  /// The limit of each.
  let limit: RateLimit

  init(_ limit: RateLimit) {
    self.limit = limit
  }

  /// Takes tokens from the bucket of an address' network if they are there.
  func take(_ cost: Int, of peer: PeerAddress, now: UInt64) -> RateStanding {
    // Swift seeds its hashes anew in each process. Addresses themselves are not kept.
    var hasher = Hasher()
    hasher.combine(peer.network)
    let hash = UInt64(bitPattern: Int64(hasher.finalize()))
    return stripes[Int(hash >> 58)].table.withLock { $0.take(cost, of: hash, limit, now: now) }
  }
}
