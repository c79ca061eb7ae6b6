import Dispatch
import HeedService

/// Tells the service's manager that the service is alive, as long as each of its threads answers.
final class Watchdog {
  private let timer: any DispatchSourceTimer

  /// - Returns: nil if the manager does not want to know.
  init?(_ service: Service, _ manager: ServiceManager) {
    guard let microseconds = manager.watchdogMicroseconds else { return nil }
    _ = service.takePulse()
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "heed.watchdog"))
    // Half of the time it waits, as sd_watchdog_enabled(3) recommends.
    let interval = DispatchTimeInterval.microseconds(max(1, microseconds / 2))
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.setEventHandler {
      if service.takePulse() { manager.alive() }
    }
    timer.resume()
  }

  deinit {
    timer.cancel()
  }
}
