import Dispatch
import HTTPWire
import Synchronization
import Testing

@testable import HeedService

/// An answer that comes some time.
final class PendingAnswer: Sendable {
  private let answer = Mutex<Answer?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func take(_ answer: Answer) {
    self.answer.withLock { $0 = answer }
    isThere.signal()
  }

  /// The answer if it has come.
  var now: Answer? { answer.withLock { $0 } }

  func wait() -> Answer {
    guard isThere.wait(timeout: .now() + 60) == .success, let answer = now else {
      Issue.record("no answer came within a minute")
      return Answer(head: .init(.internalServerError), body: [])
    }
    return answer
  }
}
