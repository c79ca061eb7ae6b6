extension OrderedEntries {
  /// Of many entries at once, in O(n).
  ///
  /// - Precondition: They ascend.
  public init(sorted entries: some Sequence<LineEntry>) {
    var leaves: [EntryNode] = []
    // Leaves are left a little room, so that the next insertions do not split each of them.
    let filling = LineEntry.capacity * 7 / 8
    var last: LineEntry?
    for entry in entries {
      precondition(!entry.key.isNaN, "a key is a number")
      precondition(last.map { $0 < entry } ?? true, "the entries do not ascend")
      if leaves.last.map({ $0.leaf.count >= filling }) ?? true { leaves.append(EntryNode(height: 0)) }
      let leaf = leaves[leaves.count - 1].leaf
      leaf.insert(entry, at: leaf.count)
      last = entry
      count += 1
    }
    Self.fillLast(of: leaves, \.leaf)
    root = Self.root(over: leaves)
  }

  /// Puts branches over nodes of one level, and over those, until one is left.
  private static func root(over nodes: [EntryNode]) -> EntryNode? {
    var nodes = nodes
    let filling = BranchSlot.capacity * 7 / 8
    while nodes.count > 1 {
      var branches: [EntryNode] = []
      for node in nodes {
        if branches.last.map({ $0.branch.count >= filling }) ?? true {
          branches.append(EntryNode(height: node.height + 1))
        }
        let branch = branches[branches.count - 1].branch
        branch.insert(BranchSlot(node), at: branch.count)
      }
      fillLast(of: branches, \.branch)
      for branch in branches { branch.branch.renumber() }
      nodes = branches
    }
    return nodes.first
  }

  /// Gives the last of several nodes half of what it and the one before it have, if it has less than it should.
  private static func fillLast<Slot>(of nodes: [EntryNode], _ slots: (EntryNode) -> NodeSlots<Slot>) {
    guard nodes.count > 1 else { return }
    let (before, last) = (slots(nodes[nodes.count - 2]), slots(nodes[nodes.count - 1]))
    guard last.count < NodeSlots<Slot>.leastCount else { return }
    before.moveTail(from: (before.count + last.count) / 2, to: last)
  }
}
