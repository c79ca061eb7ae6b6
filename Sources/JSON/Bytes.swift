// Loads of whole words from byte strings. The last, odd part of a string is read by loads that overlap what was read
// before, never by loads that reach beyond its end.

@inlinable
@inline(__always)
func word64(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
}

@inlinable
@inline(__always)
func word32(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  UInt64(UInt32(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self)))
}

/// Fewer than eight bytes as a word, zeros above.
@inlinable
@inline(__always)
func shortWord(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
  if count >= 4 {
    return word32(bytes) | word32(bytes + (count - 4)) &<< UInt64(8 * (count - 4))
  }
  guard count > 0 else { return 0 }
  let middle = count >> 1
  return UInt64(bytes[0]) | UInt64(bytes[middle]) &<< UInt64(8 * middle)
    | UInt64(bytes[count - 1]) &<< UInt64(8 * (count - 1))
}

/// Whether two byte strings of the same length are equal. Inlined, since most are keys of a word or two.
@inlinable
@inline(__always)
func equalBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  guard count >= 8 else { return shortWord(left, count) == shortWord(right, count) }
  var offset = 0
  while offset + 8 < count {
    if word64(left + offset) != word64(right + offset) { return false }
    offset += 8
  }
  return word64(left + (count - 8)) == word64(right + (count - 8))
}
