/// What branches alone keep: how many entries lie under and before each child.
extension NodeSlots<BranchSlot> {
  /// The child under which an entry lies, or would: the last whose least entry satisfies `isNotAfter`, or the first.
  @inline(__always)
  func child(where isNotAfter: (LineEntry) -> Bool) -> Int {
    max(0, partitionPoint(where: isNotAfter) - 1)
  }

  /// The child under which the entry lies that has `rank` others of the branch before it.
  @inline(__always)
  func child(at rank: Int) -> Int {
    let slots = slots
    var low = 0
    var high = count
    while high &- low > 1 {
      let middle = (low &+ high) >> 1
      if Int(slots[middle].start) <= rank { low = middle } else { high = middle }
    }
    return low
  }

  /// Notes where a child is that may have been copied, and with which entry it begins.
  func refresh(_ index: Int) {
    let slot = slots + index
    slot.pointee.memory = slot.pointee.node.memory
    slot.pointee.least = slot.pointee.node.least
  }

  /// Notes that a child has got `change` entries more.
  func add(_ change: Int32, to index: Int) {
    let change = UInt32(bitPattern: change)
    slots[index].total &+= change
    for later in index + 1..<count { slots[later].start &+= change }
  }

  /// Notes what has become of a child that gave slots away or got some. ``renumber(from:)`` has to follow.
  func recount(_ index: Int) {
    refresh(index)
    slots[index].total = UInt32(slots[index].node.total)
  }

  /// Counts anew how many entries lie before each child from `index` on.
  func renumber(from index: Int = 0) {
    var start = index == 0 ? 0 : slots[index - 1].start + slots[index - 1].total
    for child in index..<count {
      slots[child].start = start
      start += slots[child].total
    }
  }
}
