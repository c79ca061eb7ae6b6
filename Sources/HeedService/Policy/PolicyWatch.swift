import Dispatch

/// Looks at the policy's files now and then until it is cancelled or let go.
///
/// Their times are asked for rather than watched, as that sees a renamed file, a moved link and a mounted volume alike.
final class PolicyWatch: @unchecked Sendable {
  // Dispatch's sources may be used from any thread.
  private let timer: any DispatchSourceTimer

  init(_ policies: PolicyStore, everySeconds seconds: Double) {
    timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.schedule(deadline: .now() + seconds, repeating: seconds, leeway: .milliseconds(100))
    timer.setEventHandler { policies.reloadIfChanged() }
    timer.resume()
  }

  deinit {
    timer.cancel()
  }
}
