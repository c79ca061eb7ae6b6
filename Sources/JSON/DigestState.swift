/// The body and finalizer of MurmurHash3_x64_128 (Austin Appleby, public domain) over a stream of 64-bit words.
///
/// Its two lanes take turns, so that a word costs one step of either; each step is a bijection of the state.
struct DigestState {
  private var first: UInt64
  private var second: UInt64
  private var count: UInt64 = 0

  init(seed: UInt64) {
    first = seed
    second = seed
  }

  /// Takes in a word. What kind of value it is of goes into the constant that the step adds, so it costs no step.
  @inline(__always)
  mutating func absorb(_ word: UInt64, kind: UInt64) {
    let mixed = Self.rotate(word &* 0x87c3_7b91_1142_53d5, 31) &* 0x4cf5_ad43_2745_937f
    let next = (Self.rotate(first ^ mixed, 27) &+ second) &* 5 &+ (kind &+ 0x52dc_e729)
    first = second
    second = next
    count &+= 1
  }

  /// A whole double hashes as the integer it equals.
  @inline(__always)
  mutating func absorb(_ value: Double) {
    if value.magnitude < 0x1p63, Double(Int64(value)) == value {
      absorb(UInt64(bitPattern: Int64(value)), kind: Self.kind(UInt8(ascii: "l")))
    } else if value == -0x1p63 {
      absorb(1 << 63, kind: Self.kind(UInt8(ascii: "l")))
    } else if value >= 0x1p63, value < 0x1p64 {
      absorb(UInt64(value), kind: Self.kind(UInt8(ascii: "u")))
    } else {
      absorb(value.bitPattern, kind: Self.kind(UInt8(ascii: "d")))
    }
  }

  /// The first word's kind tells the length, hence how many words follow, and that the last may overlap the one before.
  @inline(__always)
  mutating func absorb(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = bytes.baseAddress.unsafelyUnwrapped
    let count = bytes.count
    let kind = Self.kind(UInt8(ascii: "\"")) | UInt64(truncatingIfNeeded: count)
    guard count >= 8 else { return absorb(shortWord(start, count), kind: kind) }
    absorb(word64(start), kind: kind)
    var offset = 8
    while offset &+ 8 <= count {
      absorb(word64(start + offset), kind: 0)
      offset &+= 8
    }
    if offset < count { absorb(word64(start + (count &- 8)), kind: 0) }
  }

  /// A value's kind as its tag on the tape has it.
  @inline(__always)
  static func kind(_ tag: UInt8) -> UInt64 { UInt64(tag) &<< 56 }

  func finished() -> JSONDigest {
    var low = first ^ count
    var high = second ^ count
    low &+= high
    high &+= low
    low = Self.avalanche(low)
    high = Self.avalanche(high)
    low &+= high
    high &+= low
    return JSONDigest(high: high, low: low)
  }

  @inline(__always)
  private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    word &<< bits | word &>> (64 - bits)
  }

  private static func avalanche(_ word: UInt64) -> UInt64 {
    var mixed = word
    mixed ^= mixed &>> 33
    mixed &*= 0xff51_afd7_ed55_8ccd
    mixed ^= mixed &>> 33
    mixed &*= 0xc4ce_b9fe_1a85_ec53
    return mixed ^ mixed &>> 33
  }
}
