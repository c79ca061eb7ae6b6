extension JSONValue {
  /// The first key that an object within this value has a second time: the pointer from this value to that second
  /// member, and the key.
  ///
  /// Linear in the size of the value; allocates nothing for objects of at most 32 members.
  public func firstDuplicateKey() -> (pointer: JSONPointer, key: String)? {
    firstDuplicateKeyIndex().map { (at($0 + 1).pointer(from: self), String(at($0).textUnchecked)) }
  }

  /// Where on the tape that second key stands.
  func firstDuplicateKeyIndex() -> Int? {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: DuplicateFinder.smallLimit) { seen in
      DuplicateFinder(tape: tape, strings: strings, seen: seen.baseAddress.unsafelyUnwrapped)
        .firstIndex(from: index, to: nextIndex)
    }
  }
}

/// Looks for keys that occur twice in one object.
private struct DuplicateFinder {
  /// The size to which comparing each key with those before it beats hashing, and its cost stays small.
  static let smallLimit = 32

  let tape: UnsafePointer<UInt64>
  let strings: UnsafePointer<UInt8>
  /// Fingerprints of the current object's keys; room for `smallLimit`.
  let seen: UnsafeMutablePointer<UInt64>

  /// Goes along the tape from object to object; once an object's keys are checked, straight to what it contains.
  func firstIndex(from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end {
      let word = tape[index]
      guard UInt8(truncatingIfNeeded: word >> 56) == UInt8(ascii: "{") else {
        index &+= Self.width(word)
        continue
      }
      // Without a container in it, the object is done with.
      var firstContainer = Int(truncatingIfNeeded: word & 0xFFFF_FFFF)
      let object = JSONValue(tape: tape, strings: strings, index: index)
      let isSmall = (word >> 32) & 0xFF_FFFF <= Self.smallLimit
      let duplicate =
        isSmall ? checkSmall(object, &firstContainer) : checkLarge(JSONObject(value: object), &firstContainer)
      if let duplicate { return duplicate }
      index = firstContainer
    }
    return nil
  }

  @inline(__always)
  private func checkSmall(_ object: JSONValue, _ firstContainer: inout Int) -> Int? {
    let end = object.nextIndex - 1
    var key = object.index + 1
    var count = 0
    // A set of six bits of each fingerprint: most keys need not be compared with any.
    var filter: UInt64 = 0
    while key < end {
      let print = fingerprint(strings + Int(truncatingIfNeeded: tape[key] & 0x00FF_FFFF_FFFF_FFFF))
      let bit: UInt64 = 1 &<< (print &>> 58)
      if filter & bit != 0, isSeen(print, count), occurs(object.at(key), in: object) { return key }
      filter |= bit
      seen[count] = print
      count &+= 1
      let value = tape[key &+ 1]
      if Self.isContainer(value) {
        firstContainer = min(firstContainer, key &+ 1)
        key = Int(truncatingIfNeeded: value & 0xFFFF_FFFF)
      } else {
        key &+= 1 &+ Self.width(value)
      }
    }
    return nil
  }

  @inline(__always)
  private static func isContainer(_ word: UInt64) -> Bool {
    UInt8(truncatingIfNeeded: word >> 56) | 0x20 == UInt8(ascii: "{")
  }

  /// How many words of the tape a value takes that is no container; or a container's end.
  @inline(__always)
  private static func width(_ word: UInt64) -> Int {
    let tag = UInt8(truncatingIfNeeded: word >> 56)
    return tag == UInt8(ascii: "l") || tag == UInt8(ascii: "d") || tag == UInt8(ascii: "u") ? 2 : 1
  }

  @inline(never)
  private func isSeen(_ print: UInt64, _ count: Int) -> Bool {
    var position = 0
    while position < count {
      if seen[position] == print { return true }
      position &+= 1
    }
    return false
  }

  /// Whether the key is the same as one before it, and not merely of the same fingerprint.
  private func occurs(_ key: JSONValue, in object: JSONValue) -> Bool {
    for member in JSONObject(value: object) where member.key == key.textUnchecked {
      return member.value.index < key.index
    }
    return false
  }

  /// `Set` hashes with a seed of the process's own, so keys cannot be chosen to collide.
  private func checkLarge(_ object: JSONObject, _ firstContainer: inout Int) -> Int? {
    var keys = Set<JSONText>(minimumCapacity: object.underestimatedCount)
    for member in object {
      if !keys.insert(member.key).inserted { return member.value.index - 1 }
      if member.value.tag | 0x20 == UInt8(ascii: "{") { firstContainer = min(firstContainer, member.value.index) }
    }
    return nil
  }

  /// Equal for equal keys, and seldom for others: of the length and of four bytes at either end.
  ///
  /// - Parameter header: Where the string's length stands, which its bytes follow.
  @inline(__always)
  private func fingerprint(_ header: UnsafePointer<UInt8>) -> UInt64 {
    let count = Int(truncatingIfNeeded: word32(header))
    let (start, end) =
      count >= 4
      ? (word64(header), word32(header + count))
      : (UInt64(truncatingIfNeeded: count), shortWord(header + 4, count))
    return (start ^ end &<< 16) &* 0x9E37_79B9_7F4A_7C15
  }
}
