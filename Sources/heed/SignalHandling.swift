import Dispatch
import Foundation
import HeedService
import Synchronization

/// What signals do to a running service: SIGTERM and SIGINT drain it, a second one ends it at once, SIGHUP reads the
/// policy, the keys and the certificates anew. The service's manager, where there is one, is told.
final class SignalHandling {
  private var sources: [any DispatchSourceSignal] = []

  /// To be called before any other thread is started: they inherit that these signals are blocked. A thread that does
  /// not block them takes them away from Dispatch, which waits for them elsewhere.
  init(_ service: Service, _ manager: ServiceManager?) {
    var blocked = sigset_t()
    sigemptyset(&blocked)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&blocked, number) }
    pthread_sigmask(SIG_BLOCK, &blocked, nil)
    let isStopping = Mutex(false)
    for number in [SIGTERM, SIGINT] {
      handle(number) {
        let isSecond = isStopping.withLock { stopping in
          defer { stopping = true }
          return stopping
        }
        if isSecond { exit(128 + number) }
        manager?.stopping()
        Task {
          await service.drain()
          exit(0)
        }
      }
    }
    handle(SIGHUP) {
      manager?.reloading()
      service.reload()
      manager?.ready()
    }
  }

  private func handle(_ number: Int32, _ action: @escaping @Sendable () -> Void) {
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler(handler: action)
    source.resume()
    sources.append(source)
  }
}
