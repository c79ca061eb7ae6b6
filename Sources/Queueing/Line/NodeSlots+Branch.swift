/// What branches alone keep: how many entries lie under and before each child.
extension NodeSlots<BranchSlot> {
  /// The last child whose first entry satisfies `isBefore`, which holds for none after one that it does not hold for; or
  /// the first. Among entries with `isBefore` as `<= entry`, that is the child under which the entry lies, or would.
  @inline(__always)
  func child(where isBefore: (LineEntry) -> Bool) -> Int {
    let slots = slots
    var last = 0
    // All of them without a branch is faster than a bisection, whose branches no processor foresees.
    for index in 1..<count { last &+= isBefore(slots[index].least) ? 1 : 0 }
    return last
  }

  /// The child under which the entry lies that has `rank` others of the branch before it.
  @inline(__always)
  func child(at rank: Int) -> Int {
    let slots = slots
    var low = 0
    var length = count
    while length > 1 {
      let half = length >> 1
      low = Int(slots[low &+ half].start) <= rank ? low &+ half : low
      length &-= half
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
