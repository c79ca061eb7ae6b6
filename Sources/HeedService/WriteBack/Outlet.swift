import Dispatch
import FrontDoors

/// A target with what is under way to it.
struct Outlet {
  let target: WriteBackTarget
  var breaker: CircuitBreaker
  /// Threads that nothing is being sent on. Each is a serial queue, which has a thread at once however busy others are.
  var idle: [DispatchQueue]
  /// The tickets on which a message is being sent, or has been and that is not stored yet: none after it may be sent.
  var tickets: Set<String> = []

  init(_ target: WriteBackTarget, parallel: Int) {
    self.target = target
    breaker = CircuitBreaker(name: target.name)
    idle = (0..<parallel).map { DispatchQueue(label: "heed.outbox.\(target.name).\($0)") }
  }

  /// How many messages may be sent now: one where it is not known whether the receiver is back.
  func capacity(at now: Double) -> Int {
    guard breaker.allows(at: now) else { return 0 }
    if case .closed = breaker.state { return idle.count }
    return min(idle.count, 1)
  }

  /// Whether the receiver is not left alone.
  var isClosed: Bool {
    if case .closed = breaker.state { true } else { false }
  }
}
