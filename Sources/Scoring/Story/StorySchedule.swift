/// When stories are to be looked at: a binary heap with the earliest first.
struct StorySchedule: Sendable {
  struct Entry: Sendable {
    /// Seconds since 1970.
    var dueAt: Double
    var place: Int
    var stamp: Int
  }

  /// Each entry is due no earlier than the one at half its position.
  private var heap: [Entry] = []

  var count: Int { heap.count }

  mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0, heap[child].dueAt < heap[(child - 1) / 2].dueAt {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the earliest entry, if it is due.
  mutating func popFirst(dueBy time: Double) -> Entry? {
    guard let first = heap.first, first.dueAt <= time else { return nil }
    heap[0] = heap[heap.count - 1]
    heap.removeLast()
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var child = 2 * parent + 1
      if child + 1 < heap.count, heap[child + 1].dueAt < heap[child].dueAt { child += 1 }
      if heap[parent].dueAt <= heap[child].dueAt { break }
      heap.swapAt(parent, child)
      parent = child
    }
    return first
  }

  /// Drops the entries for which `holds` is false.
  mutating func keep(_ holds: (Entry) -> Bool) {
    // What is sorted is a heap.
    heap = heap.filter(holds).sorted { $0.dueAt < $1.dueAt }
  }
}
