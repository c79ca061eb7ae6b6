internal import Synchronization

/// What is counted for all reactors together.
final class Counters: Sendable {
  let open = Atomic<Int>(0)
  /// Connections beyond the cap that are being told so.
  let shedding = Atomic<Int>(0)
  let accepted = Atomic<Int>(0)
  let refused = Atomic<Int>(0)
  /// TLS handshakes that came to their end, and those that did not.
  let handshakes = Atomic<Int>(0)
  let failedHandshakes = Atomic<Int>(0)
}
