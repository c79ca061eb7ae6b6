internal import Synchronization

/// The TLS context that new connections are opened with; it may change while the server runs.
final class TLSContextHolder: Sendable {
  private let context: Mutex<TLSContext>

  init(_ context: TLSContext) {
    self.context = Mutex(context)
  }

  var current: TLSContext { context.withLock { $0 } }

  func replace(with context: TLSContext) {
    self.context.withLock { $0 = context }
  }
}
