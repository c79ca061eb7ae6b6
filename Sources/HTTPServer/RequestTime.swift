/// The time at which a reactor noticed a request: read once for all that it noticed together.
public struct RequestTime: Hashable, Sendable {
  /// Nanoseconds of the monotonic clock, for measuring durations.
  public let monotonicNanoseconds: UInt64
  /// Nanoseconds since 1970-01-01 UTC.
  public let unixNanoseconds: Int64
}
