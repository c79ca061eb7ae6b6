import Dispatch

/// Looks at files now and then until it is let go.
///
/// Their times are asked for rather than watched, as that sees a renamed file, a moved link and a mounted volume alike.
final class FileWatch: @unchecked Sendable {
  // Dispatch's sources may be used from any thread.
  private let timer: any DispatchSourceTimer

  /// - Parameter look: looks at the files.
  init(everySeconds seconds: Double, look: @escaping @Sendable () -> Void) {
    timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .milliseconds(100))
    timer.setEventHandler(handler: look)
    timer.resume()
  }

  deinit {
    timer.cancel()
  }
}
