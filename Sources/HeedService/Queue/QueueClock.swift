import Glibc

/// The time that the queue goes by: that of the wall clock when it was made, and since then as much as has passed.
///
/// So a wall clock that is set, forwards or back, moves nobody in the line and ends no lease. How far the two are apart
/// is shown in the metrics.
final class QueueClock: Sendable {
  private let wallStart: Double
  private let start: UInt64

  init() {
    wallStart = Self.wall
    start = MonotonicClock.now
  }

  /// Seconds since 1970.
  var now: Double { wallStart + Double(MonotonicClock.now - start) / 1e9 }

  /// By how many seconds the wall clock has been set forwards since the start; negative: back.
  var offsetSeconds: Double { Self.wall - now }

  private static var wall: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
