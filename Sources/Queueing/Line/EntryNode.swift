/// Owns a node of ``OrderedEntries``: a leaf, which is a row of entries, or a branch, which is a row of nodes.
///
/// The memory is a block of its own rather than stored properties: reading those of an object takes a retain, a release
/// and a check for exclusive access each. `@unchecked`, since the compiler does not see that a node is written only
/// while it is referenced once (``makeUnique(_:)``), and so by one thread.
final class EntryNode: @unchecked Sendable {
  let memory: UnsafeMutableRawPointer

  /// An empty leaf at height 0, an empty branch above.
  init(height: Int) {
    func block<Slot: NodeSlot>(of slot: Slot.Type) -> UnsafeMutableRawPointer {
      let header = MemoryLayout<NodeHeader>.size
      let memory = UnsafeMutableRawPointer.allocate(
        byteCount: header + Slot.capacity * MemoryLayout<Slot>.stride, alignment: MemoryLayout<Slot>.alignment)
      (memory + header).bindMemory(to: Slot.self, capacity: Slot.capacity)
      return memory
    }
    memory = height == 0 ? block(of: LineEntry.self) : block(of: BranchSlot.self)
    memory.bindMemory(to: NodeHeader.self, capacity: 1).initialize(to: NodeHeader(count: 0, height: height))
  }

  deinit {
    if height > 0 { branch.slots.deinitialize(count: branch.count) }
    memory.deallocate()
  }

  var height: Int { memory.assumingMemoryBound(to: NodeHeader.self).pointee.height }
  /// The node's slots, where it is a leaf.
  var leaf: NodeSlots<LineEntry> { NodeSlots(memory) }
  /// The node's slots, where it is a branch.
  var branch: NodeSlots<BranchSlot> { NodeSlots(memory) }

  /// The first entry under the node, which must not be empty.
  var least: LineEntry { height == 0 ? leaf.slots[0] : branch.slots[0].least }

  /// The entries under the node.
  var total: Int {
    if height == 0 { return leaf.count }
    guard branch.count > 0 else { return 0 }
    let last = branch.slots[branch.count - 1]
    return Int(last.start + last.total)
  }

  /// Copies the node if somebody else holds it, as a snapshot of the line does. The nodes under it stay shared.
  static func makeUnique(_ node: inout EntryNode) {
    guard !isKnownUniquelyReferenced(&node) else { return }
    let copy = EntryNode(height: node.height)
    if copy.height == 0 { node.leaf.copyAll(to: copy.leaf) } else { node.branch.copyAll(to: copy.branch) }
    node = copy
  }
}
