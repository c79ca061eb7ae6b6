import Synchronization

/// Gives each of a kind of names a slot in the metrics that it keeps when a file is read anew.
final class NameRegistry: Sendable {
  private let names = Mutex<[String]>([])
  private let capacity: Int

  /// - Parameter capacity: how many slots there are, ≥ 1.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The slots of these names, in their order. When slots run out, the last one takes all others.
  func slots(of wanted: some Sequence<String>) -> [Int] {
    names.withLock { names in
      wanted.map { name in
        if let index = names.firstIndex(of: name) { return index }
        if names.count < capacity { names.append(names.count < capacity - 1 ? name : "other") }
        return names.count - 1
      }
    }
  }

  /// The names by slot.
  var all: [String] { names.withLock { $0 } }
}
