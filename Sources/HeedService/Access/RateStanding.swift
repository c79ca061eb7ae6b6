import HTTPWire

/// Where a client stands with its rate limit once a request has been counted.
struct RateStanding: Sendable, Equatable {
  let isGranted: Bool
  /// Requests that a full bucket grants at once.
  let limit: Int
  /// Requests that are granted now.
  let remaining: Int
  /// Seconds until the bucket is full.
  let resetSeconds: Int
  /// Seconds until the request that was not granted would be; at least 1.
  let retryAfterSeconds: Int

  /// Takes `cost` tokens from `bucket`, if they are there.
  init(taking cost: Int, from bucket: inout TokenBucket, _ rate: RateLimit, now: UInt64) {
    isGranted = bucket.take(cost, rate, now: now)
    limit = rate.burst
    remaining = bucket.remaining(rate, now: now)
    resetSeconds = Self.seconds(bucket.debt(now))
    retryAfterSeconds = isGranted ? 0 : max(1, Self.seconds(bucket.wait(for: cost, rate, now: now)))
  }

  /// The header fields that tell the client.
  var fields: [ResponseField] {
    [
      ResponseField("RateLimit-Limit", String(limit)), ResponseField("RateLimit-Remaining", String(remaining)),
      ResponseField("RateLimit-Reset", String(resetSeconds)),
    ]
  }

  private static func seconds(_ nanoseconds: UInt64) -> Int {
    Int((nanoseconds + 999_999_999) / 1_000_000_000)
  }
}
