extension EntryNode {
  /// Removes an entry.
  ///
  /// - Returns: Whether it was there. The node may have fewer slots than a node should, even none: whoever holds it
  ///   sees to that.
  static func remove(_ entry: LineEntry, from node: inout EntryNode) -> Bool {
    makeUnique(&node)
    return node.height == 0 ? remove(entry, from: node.leaf) : remove(entry, from: node.branch)
  }

  private static func remove(_ entry: LineEntry, from leaf: NodeSlots<LineEntry>) -> Bool {
    let index = leaf.entryCount { $0 < entry }
    guard index < leaf.count, leaf.slots[index] == entry else { return false }
    leaf.remove(at: index)
    return true
  }

  private static func remove(_ entry: LineEntry, from branch: NodeSlots<BranchSlot>) -> Bool {
    let index = branch.child { $0 <= entry }
    guard remove(entry, from: &branch.slots[index].node) else {
      branch.refresh(index)
      return false
    }
    if branch.slots[index].node.isSparse {
      join(index > 0 ? index - 1 : 0, in: branch)
    } else {
      branch.refresh(index)
      branch.add(-1, to: index)
    }
    return true
  }

  private var isSparse: Bool {
    height == 0 ? leaf.count < NodeSlots<LineEntry>.leastCount : branch.count < NodeSlots<BranchSlot>.leastCount
  }

  /// Joins a child and the next one, one of which is sparse: makes one of them, or evens them out.
  private static func join(_ index: Int, in branch: NodeSlots<BranchSlot>) {
    let one = branch.slots + index
    let next = one + 1
    makeUnique(&one.pointee.node)
    let isLeaf = one.pointee.node.height == 0
    let isJoined =
      isLeaf
      ? join(one.pointee.node.leaf, &next.pointee.node, \.leaf)
      : join(one.pointee.node.branch, &next.pointee.node, \.branch)
    if isJoined { branch.remove(at: index + 1) }
    for changed in isJoined ? index...index : index...index + 1 {
      if !isLeaf { branch.slots[changed].node.branch.renumber() }
      branch.recount(changed)
    }
    branch.renumber(from: index)
  }

  /// - Returns: Whether `one` holds all slots of `next` now, so that `next` is to be dropped.
  private static func join<Slot>(
    _ one: NodeSlots<Slot>, _ next: inout EntryNode, _ slots: (EntryNode) -> NodeSlots<Slot>
  ) -> Bool {
    let sum = one.count + slots(next).count
    if sum <= Slot.capacity {
      slots(next).copyAll(to: one)
      return true
    }
    makeUnique(&next)
    if one.count < sum / 2 {
      slots(next).moveHead(sum / 2 - one.count, to: one)
    } else {
      one.moveTail(from: sum / 2, to: slots(next))
    }
    return false
  }
}
