import FrontDoors
import Storage

/// How the targets do, as of a moment ago: for metrics and operators.
struct WriteBackFigures: Sendable {
  struct Target: Sendable {
    let name: String
    /// nil for one that the configuration no longer has.
    let system: WriteBackSystem?
    var counts = OutboxCounts()
    var circuit = CircuitBreaker.State.closed(failures: 0)
    /// Since the start.
    var delivered = 0
    var retried = 0
    var dead = 0
  }

  /// In the configuration's order, then those that it no longer has by their names.
  var targets: [Target] = []

  init(_ targets: [WriteBackTarget] = []) {
    self.targets = targets.map { Target(name: $0.name, system: $0.system) }
  }

  mutating func count(_ outcomes: [DeliveryOutcome]) {
    for outcome in outcomes {
      guard let index = targets.firstIndex(where: { $0.name == outcome.target }) else { continue }
      switch outcome.result {
      case .delivered: targets[index].delivered += 1
      case .retry: targets[index].retried += 1
      case .dead: targets[index].dead += 1
      }
    }
  }

  mutating func take(_ counts: [String: OutboxCounts]) {
    for name in counts.keys.sorted() where !targets.contains(where: { $0.name == name }) {
      targets.append(Target(name: name, system: nil))
    }
    for index in targets.indices { targets[index].counts = counts[targets[index].name] ?? OutboxCounts() }
  }

  mutating func take(_ name: String, _ circuit: CircuitBreaker.State) {
    guard let index = targets.firstIndex(where: { $0.name == name }) else { return }
    targets[index].circuit = circuit
  }
}
