import Synchronization

/// How many webhooks came, by hook and by what became of them. There are few of either, and webhooks are no hot path.
final class HookFigures: Sendable {
  struct Label: Hashable, Sendable {
    let hook: String
    let outcome: String
  }

  private let counts = Mutex<[Label: Int]>([:])

  func count(_ hook: String, _ outcome: String) {
    counts.withLock { $0[Label(hook: hook, outcome: outcome), default: 0] += 1 }
  }

  var all: [(label: Label, count: Int)] {
    counts.withLock { $0.map { ($0.key, $0.value) } }.sorted {
      ($0.label.hook, $0.label.outcome) < ($1.label.hook, $1.label.outcome)
    }
  }
}
