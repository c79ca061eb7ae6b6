/// The names of a taxonomy's topics, as one block of bytes in their normal form with an index in the order of the
/// alphabet: some twenty bytes a name, where a dictionary of strings takes a hundred.
struct TopicNames: Sendable {
  private var bytes: [UInt8] = []
  /// Where each name starts, and where the last one ends.
  private var starts: [Int32] = [0]
  /// The topic that each name means.
  private var topics: [Int32] = []
  /// The names' positions, in order of their bytes.
  private var sorted: [Int32] = []

  /// The number of names.
  var count: Int { topics.count }

  /// Adds a name without looking whether there is one like it.
  mutating func append(_ name: String, topic: Int) {
    bytes.append(contentsOf: name.utf8.lazy.map(TopicName.normalised))
    starts.append(Int32(bytes.count))
    topics.append(Int32(topic))
  }

  /// Sorts the names, after which they can be found.
  ///
  /// - Returns: the positions of the names that an earlier one is equal to; they are left out of the index.
  mutating func sort() -> [Int] {
    let all = (0..<Int32(count)).sorted { order(of: $0, to: $1) ?? ($0 < $1) }
    var duplicates: [Int] = []
    sorted = []
    sorted.reserveCapacity(all.count)
    for position in all {
      if let last = sorted.last, order(of: last, to: position) == nil {
        duplicates.append(Int(position))
      } else {
        sorted.append(position)
      }
    }
    return duplicates
  }

  /// The topic that a name means; nil for a name that is none.
  subscript(name: String) -> Int? {
    let wanted = name.utf8.map(TopicName.normalised)
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if slice(sorted[middle]).lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    guard low < sorted.count, slice(sorted[low]).elementsEqual(wanted) else { return nil }
    return Int(topics[Int(sorted[low])])
  }

  /// The name at a position, in its normal form.
  func name(at position: Int) -> String { String(decoding: slice(Int32(position)), as: UTF8.self) }

  /// The topic that the name at a position means.
  func topic(at position: Int) -> Int { Int(topics[position]) }

  /// Calls `body` with each name in the index, in order of their bytes.
  func forEach(_ body: (_ name: ArraySlice<UInt8>, _ position: Int) -> Void) {
    for position in sorted { body(slice(position), Int(position)) }
  }

  private func slice(_ position: Int32) -> ArraySlice<UInt8> {
    bytes[Int(starts[Int(position)])..<Int(starts[Int(position) + 1])]
  }

  /// Whether one name comes before another; nil where they are equal.
  private func order(of first: Int32, to second: Int32) -> Bool? {
    let (left, right) = (slice(first), slice(second))
    if left.lexicographicallyPrecedes(right) { return true }
    return right.lexicographicallyPrecedes(left) ? false : nil
  }
}
