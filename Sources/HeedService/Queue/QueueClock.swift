import Glibc

/// The time that the queue goes by: that of the wall clock when it was made, and since then as much as has passed.
///
/// So a wall clock that is set, forwards or back, moves nobody in the line and ends no lease. How far the two are apart
/// is shown in the metrics.
final class QueueClock: Sendable {
  private let wall: @Sendable () -> Double
  private let monotonic: @Sendable () -> UInt64
  private let wallStart: Double
  private let start: UInt64

  /// - Parameters:
  ///   - wall: reads the wall clock, in seconds since 1970.
  ///   - monotonic: reads a clock that is never set, in nanoseconds.
  init(
    wall: @escaping @Sendable () -> Double = QueueClock.wallSeconds,
    monotonic: @escaping @Sendable () -> UInt64 = { MonotonicClock.now }
  ) {
    self.wall = wall
    self.monotonic = monotonic
    wallStart = wall()
    start = monotonic()
  }

  /// Seconds since 1970.
  var now: Double { wallStart + Double(monotonic() - start) / 1e9 }

  /// By how many seconds the wall clock has been set forwards since the start; negative: back.
  var offsetSeconds: Double { wall() - now }

  @Sendable static func wallSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
