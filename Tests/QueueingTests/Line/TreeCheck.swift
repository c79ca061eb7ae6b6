@testable import Queueing

/// Looks at every node of a tree.
enum TreeCheck {
  /// What is wrong with a tree that should have these entries; `nil` when nothing is.
  static func problem(of entries: OrderedEntries, _ sorted: [LineEntry]) -> String? {
    guard Array(entries) == sorted else { return "it has other entries" }
    guard entries.count == sorted.count else { return "it counts \(entries.count) of \(sorted.count)" }
    guard let root = entries.root else { return sorted.isEmpty ? nil : "it has no root" }
    if root.height > 0, root.branch.count < 2 { return "the root has no use" }
    return problem(of: root, isRoot: true, isLast: true)
  }

  private static func problem(of node: EntryNode, isRoot: Bool, isLast: Bool) -> String? {
    if node.height == 0 {
      // The last leaf starts with one entry, so that those before it stay full.
      let least = isRoot || isLast ? 1 : NodeSlots<LineEntry>.leastCount
      return (least...LineEntry.capacity).contains(node.leaf.count) ? nil : "a leaf has \(node.leaf.count)"
    }
    let branch = node.branch
    let least = isRoot ? 2 : NodeSlots<BranchSlot>.leastCount
    guard (least...BranchSlot.capacity).contains(branch.count) else { return "a branch has \(branch.count)" }
    var start = 0
    for index in 0..<branch.count {
      let slot = branch.slots[index]
      guard slot.node.height == node.height - 1 else { return "a node is at the wrong level" }
      guard slot.memory == slot.node.memory else { return "a branch points at another node's memory" }
      guard slot.least == slot.node.least else { return "a branch has another least entry than its child" }
      guard slot.start == start, slot.total == slot.node.total else { return "a branch has counted wrong" }
      start += slot.node.total
      let isLastChild = isLast && index == branch.count - 1
      if let problem = problem(of: slot.node, isRoot: false, isLast: isLastChild) { return problem }
    }
    return nil
  }
}
