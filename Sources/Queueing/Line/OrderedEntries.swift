/// A set of entries in order, with order statistics: a counted B+ tree whose copies share their nodes.
///
/// A copy costs a reference. The first change after it copies the nodes on the way to the entry, a leaf and a branch a
/// level, and leaves the copy as it was; so a writer can hand out a snapshot after each change, to any thread.
/// Leaves hold up to 64 entries of 16 bytes; every operation takes O(log n). At most 2³² − 1 entries.
public struct OrderedEntries: Sendable {
  /// `nil` when empty.
  var root: EntryNode?
  public internal(set) var count = 0

  public init() {}

  public var isEmpty: Bool { count == 0 }

  /// The least entry. O(1).
  public var first: LineEntry? { root?.least }

  /// Inserts an entry.
  ///
  /// - Precondition: It is not there yet, and its key is not NaN.
  public mutating func insert(_ entry: LineEntry) {
    precondition(!entry.key.isNaN, "a key is a number")
    if root == nil { root = EntryNode(height: 0) }
    count += 1
    guard let next = EntryNode.insert(entry, into: &root!, isLast: true) else { return }
    let top = EntryNode(height: next.height + 1)
    top.branch.insert(BranchSlot(root!), at: 0)
    top.branch.insert(BranchSlot(next), at: 1)
    top.branch.renumber()
    root = top
  }

  /// Removes an entry.
  /// - Returns: Whether it was there.
  @discardableResult
  public mutating func remove(_ entry: LineEntry) -> Bool {
    guard root != nil, EntryNode.remove(entry, from: &root!) else { return false }
    count -= 1
    if count == 0 {
      root = nil
    } else if let node = root, node.height > 0, node.branch.count == 1 {
      root = node.branch.slots[0].node
    }
    return true
  }

  /// Removes the least entry.
  /// - Returns: The entry; `nil` when there is none.
  public mutating func popFirst() -> LineEntry? {
    guard let first else { return nil }
    remove(first)
    return first
  }

  public func contains(_ entry: LineEntry) -> Bool {
    position { $0 < entry }.after == entry
  }

  /// The number of entries that come before `entry`, which need not be there.
  public func rank(of entry: LineEntry) -> Int {
    position { $0 < entry }.rank
  }

  /// The number of entries with a key of `key` or less.
  public func count(keysAtMost key: Double) -> Int {
    position { $0.key <= key }.rank
  }

  /// The entry that has `rank` others before it, 0…count − 1.
  public subscript(rank: Int) -> LineEntry {
    precondition(rank >= 0 && rank < count, "no entry has that rank")
    return withLeaf(at: rank) { leaf, index in leaf.slots[index] }
  }
}
