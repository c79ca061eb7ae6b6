/// How fast a token bucket fills, and how much it holds.
struct RateLimit: Sendable, Equatable {
  /// Nanoseconds in which one token comes, ≥ 1.
  let interval: UInt64
  /// The tokens of a full bucket, ≥ 1. `interval * burst` fits 63 bits.
  let burst: Int

  /// Nanoseconds in which an empty bucket fills.
  var capacity: UInt64 { interval * UInt64(burst) }
}
