extension OrderedEntries {
  /// A gap between two entries.
  struct Position {
    /// How many entries lie before it.
    var rank: Int
    /// The entry before it.
    var before: LineEntry?
    /// The entry after it.
    var after: LineEntry?
  }

  /// The number of entries that satisfy `isBefore`, which holds for none after one that it does not hold for.
  ///
  /// - Parameter guess: A key about where that changes. Entries are compared with it, which is fast, and `isBefore` is
  ///   asked only about the two at the gap that this finds; where the guess was wrong, about each that is looked at.
  @inline(__always)
  func count(near guess: Double, where isBefore: (LineEntry) -> Bool) -> Int {
    let position = position { $0.key <= guess }
    let isRight = position.before.map(isBefore) != false && position.after.map(isBefore) != true
    return isRight ? position.rank : self.position(where: isBefore).rank
  }

  /// The gap behind the entries that satisfy `isBefore`, which holds for none after one that it does not hold for.
  @inline(__always)
  func position(where isBefore: (LineEntry) -> Bool) -> Position {
    guard let root else { return Position(rank: 0) }
    return withExtendedLifetime(root) {
      var position = Position(rank: 0)
      var memory = root.memory
      for _ in 0..<root.height {
        let branch = NodeSlots<BranchSlot>(memory)
        let index = branch.child(where: isBefore)
        if index + 1 < branch.count { position.after = branch.slots[index + 1].least }
        position.rank += Int(branch.slots[index].start)
        memory = branch.slots[index].memory
      }
      let leaf = NodeSlots<LineEntry>(memory)
      let index = leaf.entryCount(where: isBefore)
      // But for the very first, a leaf is entered only if its first entry satisfies `isBefore`: index 0 means rank 0.
      if index > 0 { position.before = leaf.slots[index - 1] }
      if index < leaf.count { position.after = leaf.slots[index] }
      position.rank += index
      return position
    }
  }

  /// Calls `body` with the leaf of the entry that has `rank` others before it, and the entry's index in it.
  ///
  /// - Precondition: `rank` is 0…count − 1.
  @inline(__always)
  func withLeaf<Result>(at rank: Int, _ body: (NodeSlots<LineEntry>, Int) -> Result) -> Result {
    guard let root else { preconditionFailure("no entry has that rank") }
    return withExtendedLifetime(root) {
      var rest = rank
      var memory = root.memory
      for _ in 0..<root.height {
        let branch = NodeSlots<BranchSlot>(memory)
        let index = branch.child(at: rest)
        rest -= Int(branch.slots[index].start)
        memory = branch.slots[index].memory
      }
      return body(NodeSlots(memory), rest)
    }
  }
}
