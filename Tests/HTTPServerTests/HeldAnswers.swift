import HTTPServer
import Synchronization

/// The answers that a test gives itself, in the order in which they were asked for.
final class HeldAnswers: Sendable {
  private let held = Mutex<(streams: [ResponseStream], deferred: [DeferredResponse])>(([], []))

  func add(_ stream: ResponseStream) { held.withLock { $0.streams.append(stream) } }

  func add(_ response: DeferredResponse) { held.withLock { $0.deferred.append(response) } }

  var streams: [ResponseStream] { held.withLock { $0.streams } }
  var deferred: [DeferredResponse] { held.withLock { $0.deferred } }

  func letGo() { held.withLock { $0 = ([], []) } }
}
