/// The row of slots in a node's memory: a ``NodeHeader``, then room for `Slot.capacity` slots, of which the first
/// ``count`` are in use.
///
/// It does not own the memory, an ``EntryNode`` does; whoever holds a view keeps that alive, and writes only where it is
/// referenced once.
struct NodeSlots<Slot: NodeSlot> {
  let memory: UnsafeMutableRawPointer

  init(_ memory: UnsafeMutableRawPointer) { self.memory = memory }

  /// Slots that are in use, 0…capacity.
  var count: Int {
    get { memory.assumingMemoryBound(to: NodeHeader.self).pointee.count }
    nonmutating set { memory.assumingMemoryBound(to: NodeHeader.self).pointee.count = newValue }
  }

  var slots: UnsafeMutablePointer<Slot> {
    (memory + MemoryLayout<NodeHeader>.size).assumingMemoryBound(to: Slot.self)
  }

  var isFull: Bool { count == Slot.capacity }
  /// Below this a node other than the root is joined with a neighbour, or filled up from it. It is far enough below half
  /// that a node which was just split does not come to it at once.
  static var leastCount: Int { Slot.capacity / 4 }

  /// Puts a slot before the one at `index`. There has to be room.
  func insert(_ slot: Slot, at index: Int) {
    open(1, at: index)
    (slots + index).initialize(to: slot)
  }

  func remove(at index: Int) {
    (slots + index).deinitialize(count: 1)
    close(1, at: index)
  }

  /// Moves the slots from `index` on to the front of `other`, which is the next node.
  func moveTail(from index: Int, to other: NodeSlots) {
    let moved = count - index
    other.open(moved, at: 0)
    other.slots.moveInitialize(from: slots + index, count: moved)
    count = index
  }

  /// Moves the first `moved` slots to the end of `other`, which is the node before.
  func moveHead(_ moved: Int, to other: NodeSlots) {
    (other.slots + other.count).moveInitialize(from: slots, count: moved)
    other.count += moved
    close(moved, at: 0)
  }

  /// Copies the slots to the end of `other`.
  func copyAll(to other: NodeSlots) {
    (other.slots + other.count).initialize(from: slots, count: count)
    other.count += count
  }

  private func open(_ gap: Int, at index: Int) {
    (slots + index + gap).moveInitialize(from: slots + index, count: count - index)
    count += gap
  }

  private func close(_ gap: Int, at index: Int) {
    (slots + index).moveInitialize(from: slots + index + gap, count: count - index - gap)
    count -= gap
  }
}
