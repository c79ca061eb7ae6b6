extension JSONPen {
  /// The most bytes that a number takes, with its sign.
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
    let power = Self.power(decimals)
    guard value.magnitude * Double(power) <= 0x1p53 else {
      return value.isFinite ? shortest(value) : raw("null")
    }
    fixed(value, power, decimals: decimals)
  }

  /// Appends a number to a string, rounded as `number(_:decimals:)` does; 0 for what is no number, and at most 2^53
  /// divided by 10^decimals.
  @inlinable
  @inline(__always)
  public mutating func digits(_ value: Double, decimals: Int = 0) {
    let power = Self.power(decimals)
    let most = 0x1p53 / Double(power)
    fixed(value.isNaN ? 0 : min(max(value, -most), most), power, decimals: decimals)
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
    if value < 10 { return put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)) }
    if value < 100 { return pair(Int(truncatingIfNeeded: value)) }
    var significant = 3
    var rest = value / 1000
    while rest > 0 {
      rest /= 10
      significant &+= 1
    }
    fill(value, places: significant)
  }

  /// Appends a number whose product with `power`, which is 10^decimals, is within 2^53.
  @usableFromInline
  mutating func fixed(_ value: Double, _ power: Int, decimals: Int) {
    let magnitude = value.magnitude
    var whole = Int(magnitude)
    let scaled = magnitude * Double(power)
    // Half away from zero. The difference is exact, as both are below 2^53, and so needs no library's rounding.
    var fraction = Int(scaled)
    if scaled - Double(fraction) >= 0.5 { fraction &+= 1 }
    fraction &-= whole &* power
    if fraction >= power {
      whole &+= 1
      fraction = 0
    }
    if value < 0, whole > 0 || fraction > 0 { put(UInt8(ascii: "-")) }
    digits(UInt64(whole))
    if fraction == 0 { return }
    put(UInt8(ascii: "."))
    fill(UInt64(fraction), places: decimals)
    // Some digit is not zero, so this ends at it.
    while next[-1] == UInt8(ascii: "0") { next -= 1 }
  }

  /// Appends the last `places` digits of a number, two at a time.
  private mutating func fill(_ value: UInt64, places: Int) {
    assert(places <= end - next, "the room is too small for what is written")
    var rest = value
    var place = places
    while place >= 2 {
      place &-= 2
      Self.copyPair(Int(truncatingIfNeeded: rest % 100), to: next + place)
      rest /= 100
    }
    if place == 1 { next[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest) }
    next += places
  }

  /// Appends a number below 100 as two digits.
  mutating func pair(_ value: Int) {
    assert(end - next >= 2, "the room is too small for what is written")
    Self.copyPair(value, to: next)
    next += 2
  }

  @inline(__always)
  private static func copyPair(_ value: Int, to target: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(target).copyMemory(from: pairs.utf8Start + 2 * value, byteCount: 2)
  }

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
