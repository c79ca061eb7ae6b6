import Dispatch

/// Looks now and then, on a thread that no store holds up, for commands that have waited for too long, until it is let go.
final class OverdueWatch: @unchecked Sendable {
  // Dispatch's sources may be used from any thread.
  private let timer: any DispatchSourceTimer

  init(everySeconds seconds: Double, look: @escaping @Sendable () -> Void) {
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .milliseconds(50))
    timer.setEventHandler(handler: look)
    timer.resume()
  }

  deinit { timer.cancel() }
}
