/// The pairs of neighbouring letters of a name, for telling how alike two names look.
struct LetterPairs {
  /// Sorted, with repetitions.
  private let pairs: [UInt16]

  /// The pairs in a name's bytes, with its ends as letters of their own, so that how it begins and ends counts.
  init(_ bytes: some Collection<UInt8>) {
    var last: UInt8 = 0
    var pairs: [UInt16] = []
    pairs.reserveCapacity(bytes.count + 1)
    for byte in bytes {
      pairs.append(UInt16(last) << 8 | UInt16(byte))
      last = byte
    }
    pairs.append(UInt16(last) << 8)
    self.pairs = pairs.sorted()
  }

  /// Twice the number of pairs in common, as a share (0…1) of all pairs of both names.
  func likeness(to other: LetterPairs) -> Double {
    var (mine, theirs, common) = (0, 0, 0)
    while mine < pairs.count, theirs < other.pairs.count {
      let (left, right) = (pairs[mine], other.pairs[theirs])
      if left == right { common += 1 }
      if left <= right { mine += 1 }
      if right <= left { theirs += 1 }
    }
    return 2 * Double(common) / Double(pairs.count + other.pairs.count)
  }
}
