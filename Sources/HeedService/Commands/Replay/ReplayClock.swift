import Synchronization

/// The time of a replay: it stands still but when it is moved on.
final class ReplayClock: Sendable {
  private let start: Double
  private let nanoseconds = Atomic<UInt64>(0)

  /// - Parameter start: seconds since 1970.
  init(start: Double) {
    self.start = start
  }

  /// Seconds since 1970.
  var now: Double { start + Double(nanoseconds.load(ordering: .relaxed)) / 1e9 }

  /// Moves on by `seconds`, which are positive.
  func advance(by seconds: Double) {
    nanoseconds.add(UInt64(seconds * 1e9), ordering: .relaxed)
  }

  /// A queue's clock that goes by it.
  var queueClock: QueueClock {
    QueueClock { [self] in
      now
    } monotonic: { [self] in
      nanoseconds.load(ordering: .relaxed)
    }
  }
}
