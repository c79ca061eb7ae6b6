import Synchronization

@testable import HeedService

/// A time that stands still until it is moved on; it begins at ``RunningService/time``.
final class TestTime: Sendable {
  private let nanoseconds = Atomic<UInt64>(0)

  /// Lets time pass.
  func pass(_ seconds: Double) { nanoseconds.add(UInt64(seconds * 1e9), ordering: .relaxed) }

  /// Seconds since 1970.
  var now: Double { RunningService.time + Double(nanoseconds.load(ordering: .relaxed)) / 1e9 }

  /// A queue's clock that goes by it.
  var clock: QueueClock {
    QueueClock { [self] in
      now
    } monotonic: { [self] in
      nanoseconds.load(ordering: .relaxed)
    }
  }
}
