extension OrderedEntries: Sequence {
  public func makeIterator() -> Iterator { Iterator(self, from: 0) }

  /// The entries in order, from the one that has `rank` others before it; none if there are no more than that.
  public func entries(from rank: Int) -> IteratorSequence<Iterator> {
    IteratorSequence(Iterator(self, from: rank))
  }

  /// Gives entries in order, as they were when it was made. O(1) each on average.
  public struct Iterator: IteratorProtocol {
    private let entries: OrderedEntries
    private var rank: Int
    /// What is left of a leaf. `entries` keeps it alive.
    private var rest = UnsafeBufferPointer<LineEntry>(start: nil, count: 0)[...]

    init(_ entries: OrderedEntries, from rank: Int) {
      precondition(rank >= 0, "a rank is a number of entries")
      self.entries = entries
      self.rank = rank
    }

    public mutating func next() -> LineEntry? {
      if rest.isEmpty {
        guard rank < entries.count else { return nil }
        rest = entries.withLeaf(at: rank) { leaf, index in
          UnsafeBufferPointer(start: leaf.slots, count: leaf.count)[index...]
        }
      }
      rank += 1
      return withExtendedLifetime(entries) { rest.popFirst() }
    }
  }
}
