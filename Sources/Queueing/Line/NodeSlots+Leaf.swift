/// What leaves alone do.
extension NodeSlots<LineEntry> {
  /// Entries in a cache line of the usual 64 bytes.
  private static var stride: Int { 4 }

  /// The number of leading entries that satisfy `isBefore`, which holds for none after one that it does not hold for.
  ///
  /// Looks at an entry of each cache line, then at the rest of one line. In a long line most leaves are far away in
  /// memory: a processor fetches all lines of a leaf in about the time of one if no fetch waits for another's outcome,
  /// as those of a bisection do.
  @inline(__always)
  func entryCount(where isBefore: (LineEntry) -> Bool) -> Int {
    let slots = slots
    let count = count
    var lines = 0
    var index = 0
    while index < count {
      lines &+= isBefore(slots[index]) ? 1 : 0
      index &+= Self.stride
    }
    guard lines > 0 else { return 0 }
    let start = (lines &- 1) &* Self.stride
    var result = start &+ 1
    for other in result..<min(start &+ Self.stride, count) { result &+= isBefore(slots[other]) ? 1 : 0 }
    return result
  }
}
