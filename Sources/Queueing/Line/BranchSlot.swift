/// A node under a branch, with what a search has to know of it, so that it need not look into it.
struct BranchSlot: NodeSlot {
  /// Half of a leaf's: a branch's copy has to retain each node under it.
  static var capacity: Int { 32 }

  /// The first entry under the node.
  var least: LineEntry
  /// How many entries lie under it.
  var total: UInt32
  /// How many entries of the same branch lie before it, so that a rank is a sum over the levels, not over the slots.
  var start: UInt32
  /// The node.
  var node: EntryNode
  /// The node's memory. Searches go by it alone, so that they neither retain nor release nodes.
  var memory: UnsafeMutableRawPointer

  init(_ node: EntryNode) {
    least = node.least
    total = UInt32(node.total)
    start = 0
    self.node = node
    memory = node.memory
  }
}
