import Glibc
import Synchronization

/// The time that the queue goes by: that of the wall clock when it was made, and since then as much as has passed.
///
/// So a wall clock that is set, forwards or back, moves nobody in the line and ends no lease. How far the two are apart
/// is shown in the metrics.
final class QueueClock: Sendable {
  private let wall: @Sendable () -> Double
  private let monotonic: @Sendable () -> UInt64
  /// The bits of what is added to the seconds of the monotonic clock.
  private let offset: Atomic<UInt64>

  /// - Parameters:
  ///   - wall: the wall clock, in seconds since 1970.
  ///   - monotonic: a clock that nobody sets, in nanoseconds.
  init(
    wall: @escaping @Sendable () -> Double = QueueClock.realTime,
    monotonic: @escaping @Sendable () -> UInt64 = { MonotonicClock.now }
  ) {
    self.wall = wall
    self.monotonic = monotonic
    offset = Atomic((wall() - Double(monotonic()) / 1e9).bitPattern)
  }

  /// Seconds since 1970.
  var now: Double { Double(bitPattern: offset.load(ordering: .relaxed)) + Double(monotonic()) / 1e9 }

  /// By how many seconds the wall clock is ahead; negative: behind.
  var offsetSeconds: Double { wall() - now }

  /// Goes on from `time` if it is not that late yet, as where the wall clock was set back before a restart: tickets would
  /// come before those who wait already, and leases would last longer than was said.
  ///
  /// - Returns: by how many seconds the clock was put forward.
  func start(notBefore time: Double) -> Double {
    let behind = time - now
    guard behind > 0 else { return 0 }
    offset.store((Double(bitPattern: offset.load(ordering: .relaxed)) + behind).bitPattern, ordering: .relaxed)
    return behind
  }

  private static let realTime: @Sendable () -> Double = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
