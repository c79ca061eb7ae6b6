import Dispatch

extension TestReceiver {
  /// Holds connections until a test lets them go.
  package final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    package init() {}

    package func open() { semaphore.signal() }

    /// Waits for ``open()``, and leaves it open.
    package func pass() {
      semaphore.wait()
      semaphore.signal()
    }
  }
}
