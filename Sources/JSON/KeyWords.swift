/// A key of at most 24 bytes in three words, which are equal for equal keys alone: its first eight bytes, its last
/// eight, and those in between. Keys shorter than eight bytes have zeros behind them; of longer ones than 24 bytes,
/// which no table has, some in the middle are missing.
@usableFromInline
struct KeyWords: Equatable, BitwiseCopyable {
  /// The longest key that the words hold whole.
  static let longest = 24
  /// How many places a table has.
  static let places = 64

  @usableFromInline let count: Int
  @usableFromInline let first: UInt64
  @usableFromInline let middle: UInt64
  @usableFromInline let last: UInt64

  /// - Parameter key: Eight bytes are readable from there on, however short the key is.
  @inlinable
  @inline(__always)
  init(_ key: UnsafePointer<UInt8>, count: Int) {
    self.count = count
    let isShort = count < 8
    let mask: UInt64 = isShort ? 1 &<< UInt64(truncatingIfNeeded: 8 &* count) &- 1 : .max
    first = word64(key) & mask
    middle = count > 16 ? word64(key + 8) : 0
    last = isShort ? 0 : word64(key + (count &- 8))
  }

  init(_ key: String) {
    precondition(key.utf8.count <= Self.longest, "the key \(key) is too long for a table")
    let padded = Array(key.utf8) + [UInt8](repeating: 0, count: 8)
    self = padded.withUnsafeBufferPointer {
      KeyWords($0.baseAddress.unsafelyUnwrapped, count: key.utf8.count)
    }
  }

  /// The key's place in the table of a multiplier.
  @inlinable
  @inline(__always)
  func place(_ multiplier: UInt64) -> Int {
    // The topmost bits of a product depend on all others: six of them.
    let sum = first &+ last &+ UInt64(truncatingIfNeeded: count)
    return Int(truncatingIfNeeded: (sum &* multiplier) &>> 58)
  }

  @inlinable
  @inline(__always)
  static func == (left: KeyWords, right: KeyWords) -> Bool {
    (left.first ^ right.first) | (left.middle ^ right.middle) | (left.last ^ right.last)
      | UInt64(truncatingIfNeeded: left.count ^ right.count) == 0
  }
}
