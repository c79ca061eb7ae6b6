/// The tickets of one lane of a simulation in the order of their keys: an array whose front is taken off lazily.
struct LaneQueue {
  struct Entry {
    let key: Double
    let number: Int
  }

  private var entries: [Entry] = []
  /// The entries before this are gone.
  private var front = 0

  var count: Int { entries.count - front }
  var first: Entry? { front < entries.count ? entries[front] : nil }

  /// A head start moves a ticket past a few others at most, so that the place is sought from the back.
  mutating func insert(key: Double, number: Int) {
    var index = entries.count
    while index > front, entries[index - 1].key > key { index -= 1 }
    entries.insert(Entry(key: key, number: number), at: index)
  }

  mutating func removeFirst() {
    front += 1
    if front >= 64, front * 2 >= entries.count {
      entries.removeFirst(front)
      front = 0
    }
  }

  /// Removes an entry that must be there.
  mutating func remove(key: Double, number: Int) {
    var (low, high) = (front, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    while entries[low].number != number { low += 1 }
    if low == front { removeFirst() } else { entries.remove(at: low) }
  }
}
