extension JSONPen {
  /// The room that a number needs, with its sign. Short ones are written four bytes at a time, of which not all stay.
  public static let numberRoom = 27

  /// Appends a whole number, which takes at most 20 bytes.
  public mutating func number(_ value: Int) {
    if value < 0 { put(UInt8(ascii: "-")) }
    digits(UInt64(value.magnitude))
  }

  /// Appends a number as ``JSONWriter/number(_:decimals:)`` writes it, at most 25 bytes.
  @inlinable
  @inline(__always)
  public mutating func number(_ value: Double, decimals: Int) {
    guard value.magnitude * Double(Self.power(decimals)) <= 0x1p53 else {
      return value.isFinite ? shortest(value) : raw("null")
    }
    fixed(value, decimals)
  }

  /// Appends a number to a string, rounded as `number(_:decimals:)` does; 0 for what is no number, and at most 2^53
  /// divided by 10^decimals.
  @inlinable
  @inline(__always)
  public mutating func digits(_ value: Double, decimals: Int = 0) {
    let most = 0x1p53 / Double(Self.power(decimals))
    fixed(value.isNaN ? 0 : min(max(value, -most), most), decimals)
  }

  /// Appends a whole number to a string, its thousands parted by commas, at most 26 bytes.
  public mutating func grouped(_ value: Int) {
    if value < 0 {
      put(UInt8(ascii: "-"))
      return grouped(value == .min ? .max : -value)
    }
    if value < 1000 { return digits(UInt64(value)) }
    grouped(value / 1000)
    put(UInt8(ascii: ","))
    let rest = value % 1000
    put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 100))
    pair(rest % 100)
  }

  /// Appends the shortest number that reads as the same double, which must be finite; at most 25 bytes.
  @usableFromInline
  @inline(never)
  mutating func shortest(_ value: Double) {
    let text = value.description.utf8
    if text.withContiguousStorageIfAvailable({ put($0.baseAddress.unsafelyUnwrapped, count: $0.count) }) == nil {
      for byte in text { put(byte) }
    }
  }

  /// Appends a whole number.
  mutating func digits(_ value: UInt64) {
    if value < 10_000 { return fewDigits(UInt32(truncatingIfNeeded: value)) }
    var significant = 5
    var rest = value / 100_000
    while rest > 0 {
      rest /= 10
      significant &+= 1
    }
    fill(value, places: significant)
  }

  /// Appends a number below 10,000.
  @inline(__always)
  private mutating func fewDigits(_ value: UInt32) {
    let digits = Self.fourDigits(value)
    // The last digit stays, whatever it is.
    let zeros = ((digits ^ Self.fourZeros) | 1 << 24).trailingZeroBitCount / 8
    put(digits >> UInt32(8 * zeros), count: 4 - zeros)
  }

  /// Appends a number whose product with 10^decimals is within 2^53.
  @inlinable
  @inline(__always)
  mutating func fixed(_ value: Double, _ decimals: Int) {
    switch decimals {
    case 0: whole(value)
    case 4: fourDecimals(value)
    default: anyDecimals(value, decimals)
    }
  }

  // The decimals that are most used have code of their own, which divides by a constant.

  @usableFromInline
  mutating func whole(_ value: Double) { write(value, decimals: 0) }

  @usableFromInline
  mutating func fourDecimals(_ value: Double) { write(value, decimals: 4) }

  @usableFromInline
  mutating func anyDecimals(_ value: Double, _ decimals: Int) { write(value, decimals: decimals) }

  @inline(__always)
  private mutating func write(_ value: Double, decimals: Int) {
    let power = UInt64(truncatingIfNeeded: Self.power(decimals))
    let steps = Self.rounded(value.magnitude * Double(power))
    if value < 0, steps > 0 { put(UInt8(ascii: "-")) }
    let (whole, fraction) = steps.quotientAndRemainder(dividingBy: power)
    if whole < 10_000 { fewDigits(UInt32(truncatingIfNeeded: whole)) } else { digits(whole) }
    if fraction == 0 { return }
    put(UInt8(ascii: "."))
    if decimals <= 4 {
      let scale = Self.power(4 &- decimals)
      let digits = Self.fourDigits(UInt32(truncatingIfNeeded: fraction) &* UInt32(truncatingIfNeeded: scale))
      return put(digits, count: 4 - (digits ^ Self.fourZeros).leadingZeroBitCount / 8)
    }
    fill(fraction, places: decimals)
    // Some digit is not zero, so this ends at it.
    while next[-1] == UInt8(ascii: "0") { next -= 1 }
  }

  /// The nearest whole number of one from 0 to 2^53, of two the greater.
  @inline(__always)
  private static func rounded(_ value: Double) -> UInt64 {
    // From here on all doubles are whole.
    guard value < 0x1p52 else { return UInt64(value) }
    // So large a sum has no digits after the point: its low bits are the nearest whole number, of two the even one.
    let sum = value + 0x1p52
    let nearest = sum.bitPattern & (1 << 52 - 1)
    return value - (sum - 0x1p52) == 0.5 ? nearest &+ 1 : nearest
  }

  /// Appends the last `places` digits of a number, two at a time.
  private mutating func fill(_ value: UInt64, places: Int) {
    assert(places <= end - next, "the room is too small for what is written")
    var rest = value
    var place = places
    while place >= 2 {
      place &-= 2
      UnsafeMutableRawPointer(next + place).storeBytes(
        of: Self.twoDigits(Int(truncatingIfNeeded: rest % 100)), as: UInt16.self)
      rest /= 100
    }
    if place == 1 { next[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest) }
    next += places
  }

  /// Appends a number below 100 as two digits.
  mutating func pair(_ value: Int) {
    assert(end - next >= 2, "the room is too small for what is written")
    UnsafeMutableRawPointer(next).storeBytes(of: Self.twoDigits(value), as: UInt16.self)
    next += 2
  }

  /// A number below 10,000 as four digits, the first in the lowest byte.
  @inline(__always)
  private static func fourDigits(_ value: UInt32) -> UInt32 {
    let (high, low) = value.quotientAndRemainder(dividingBy: 100)
    let first = UInt16(littleEndian: twoDigits(Int(truncatingIfNeeded: high)))
    let last = UInt16(littleEndian: twoDigits(Int(truncatingIfNeeded: low)))
    return UInt32(first) | UInt32(last) &<< 16
  }

  /// Appends the first `count` of four bytes; there is room for all of them.
  @inline(__always)
  private mutating func put(_ bytes: UInt32, count: Int) {
    assert(end - next >= 4, "the room is too small for what is written")
    UnsafeMutableRawPointer(next).storeBytes(of: bytes.littleEndian, as: UInt32.self)
    next += count
  }

  /// The digits of a number below 100, as they stand in memory.
  @inline(__always)
  private static func twoDigits(_ value: Int) -> UInt16 {
    UnsafeRawPointer(pairs.utf8Start + 2 &* value).loadUnaligned(as: UInt16.self)
  }

  private static let fourZeros: UInt32 = 0x3030_3030

  /// The numbers below 100, two digits each.
  private static var pairs: StaticString {
    """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """
  }

  /// 10^decimals, for 0 to 15: a constant where the decimals are.
  @inlinable
  @inline(__always)
  static func power(_ decimals: Int) -> Int {
    var power = 1
    for _ in 0..<decimals { power &*= 10 }
    return power
  }
}
