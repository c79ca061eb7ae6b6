import Synchronization

/// Clocks that stand still until a test moves them.
final class TestClock: Sendable {
  private let state: Mutex<(wall: Double, monotonic: UInt64)>

  init(wall: Double) {
    state = Mutex((wall, 1_000_000_000))
  }

  var wall: Double { state.withLock { $0.wall } }
  var monotonic: UInt64 { state.withLock { $0.monotonic } }

  /// Time passes.
  func pass(seconds: Double) {
    state.withLock { $0 = ($0.wall + seconds, $0.monotonic + UInt64(seconds * 1e9)) }
  }

  /// Somebody sets the wall clock.
  func setWall(by seconds: Double) {
    state.withLock { $0.wall += seconds }
  }
}
