/// A token bucket: a request takes tokens, which come back at a steady rate up to a limit.
///
/// It is told by the time at which it will be full again, which fits one number, and needs no work while nothing happens.
/// That this is a token bucket is shown in ITU-T I.371, annex A (the generic cell rate algorithm).
/// Times are monotonic nanoseconds.
struct TokenBucket: Equatable, Sendable {
  /// When it is full again; a time that has passed means that it is.
  var fullAt: UInt64 = 0

  /// Takes tokens if they are there, else none.
  ///
  /// - Parameter cost: what costs more than a full bucket takes all of one; what costs 0 changes nothing.
  /// - Returns: whether they were there.
  mutating func take(_ cost: Int, _ limit: RateLimit, now: UInt64) -> Bool {
    let time = Self.time(of: cost, limit)
    if time == 0 { return true }
    guard debt(now) + time <= limit.capacity else { return false }
    fullAt = max(fullAt, now) + time
    return true
  }

  /// Whole tokens that are there.
  func remaining(_ limit: RateLimit, now: UInt64) -> Int {
    let debt = debt(now)
    return debt >= limit.capacity ? 0 : Int((limit.capacity - debt) / limit.interval)
  }

  /// Nanoseconds until it is full.
  func debt(_ now: UInt64) -> UInt64 { fullAt > now ? fullAt - now : 0 }

  /// Nanoseconds until `cost` tokens are there.
  func wait(for cost: Int, _ limit: RateLimit, now: UInt64) -> UInt64 {
    let needed = debt(now) + Self.time(of: cost, limit)
    return needed > limit.capacity ? needed - limit.capacity : 0
  }

  private static func time(of cost: Int, _ limit: RateLimit) -> UInt64 {
    UInt64(min(max(cost, 0), limit.burst)) * limit.interval
  }
}
