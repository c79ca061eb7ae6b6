extension EntryNode {
  /// Inserts an entry that is not there.
  ///
  /// - Parameter isLast: Whether nothing comes after the node in the whole tree.
  /// - Returns: The node that comes next, if this one had to be split.
  static func insert(_ entry: LineEntry, into node: inout EntryNode, isLast: Bool) -> EntryNode? {
    makeUnique(&node)
    return node.height == 0
      ? insert(entry, into: node.leaf, isLast: isLast) : insert(entry, into: node.branch, isLast: isLast)
  }

  private static func insert(_ entry: LineEntry, into leaf: NodeSlots<LineEntry>, isLast: Bool) -> EntryNode? {
    let index = leaf.entryCount { $0 < entry }
    precondition(index == leaf.count || leaf.slots[index] != entry, "the entry is there already")
    guard leaf.isFull else {
      leaf.insert(entry, at: index)
      return nil
    }
    let next = EntryNode(height: 0)
    if isLast, index == leaf.count {
      // Lines grow at their end. What lies before is as good as never inserted into again, so it stays full.
      next.leaf.insert(entry, at: 0)
      return next
    }
    let half = leaf.count / 2
    leaf.moveTail(from: half, to: next.leaf)
    if index <= half { leaf.insert(entry, at: index) } else { next.leaf.insert(entry, at: index - half) }
    return next
  }

  private static func insert(_ entry: LineEntry, into branch: NodeSlots<BranchSlot>, isLast: Bool) -> EntryNode? {
    let index = branch.child { $0 <= entry }
    let isLast = isLast && index == branch.count - 1
    guard let child = insert(entry, into: &branch.slots[index].node, isLast: isLast) else {
      branch.refresh(index)
      branch.add(1, to: index)
      return nil
    }
    branch.recount(index)
    guard branch.isFull else {
      branch.insert(BranchSlot(child), at: index + 1)
      branch.renumber(from: index)
      return nil
    }
    let next = EntryNode(height: child.height + 1)
    // As with leaves, but so that either has what a branch must have at least.
    let kept = isLast ? branch.count - NodeSlots<BranchSlot>.leastCount : branch.count / 2
    branch.moveTail(from: kept, to: next.branch)
    if index < kept {
      branch.insert(BranchSlot(child), at: index + 1)
    } else {
      next.branch.insert(BranchSlot(child), at: index + 1 - kept)
    }
    branch.renumber()
    next.branch.renumber()
    return next
  }
}
