extension JSONPen {
  /// The most bytes that a number takes, with its sign.
  public static let numberRoom = 27

  /// Appends a whole number, which takes at most 20 bytes.
  public mutating func number(_ value: Int) {
    if value < 0 { put(UInt8(ascii: "-")) }
    digits(UInt64(value.magnitude))
  }

  /// Appends a number as ``JSONWriter/number(_:decimals:)`` writes it, at most 25 bytes.
  public mutating func number(_ value: Double, decimals: Int) {
    guard value.magnitude * Self.powers[decimals] <= 0x1p53 else {
      return value.isFinite ? shortest(value) : raw("null")
    }
    fixed(value, decimals: decimals)
  }

  /// Appends a number to a string, rounded as `number(_:decimals:)` does; 0 for what is no number, and at most 2^53
  /// divided by 10^decimals.
  public mutating func digits(_ value: Double, decimals: Int = 0) {
    let most = 0x1p53 / Self.powers[decimals]
    fixed(value.isNaN ? 0 : min(max(value, -most), most), decimals: decimals)
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
  @inline(never)
  mutating func shortest(_ value: Double) {
    let text = value.description.utf8
    if text.withContiguousStorageIfAvailable({ put($0.baseAddress.unsafelyUnwrapped, count: $0.count) }) == nil {
      for byte in text { put(byte) }
    }
  }

  /// Appends a whole number.
  mutating func digits(_ value: UInt64) {
    if value < 10 { return put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
    var significant = 2
    var rest = value / 100
    while rest > 0 {
      rest /= 10
      significant += 1
    }
    fill(value, places: significant)
  }

  /// Appends a number whose product with 10^decimals is within 2^53.
  private mutating func fixed(_ value: Double, decimals: Int) {
    let magnitude = value.magnitude
    var whole = Int(magnitude)
    let power = Self.powers[decimals]
    let scaled = magnitude * power
    // Half away from zero. The difference is exact, as both are below 2^53, and so needs no library's rounding.
    var fraction = Int(scaled)
    if scaled - Double(fraction) >= 0.5 { fraction += 1 }
    fraction -= whole * Int(power)
    if fraction >= Int(power) {
      whole += 1
      fraction = 0
    }
    if value < 0, whole > 0 || fraction > 0 { put(UInt8(ascii: "-")) }
    digits(UInt64(whole))
    if fraction == 0 { return }
    var places = decimals
    while fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    put(UInt8(ascii: "."))
    fill(UInt64(fraction), places: places)
  }

  /// Appends the last `places` digits of a number.
  private mutating func fill(_ value: UInt64, places: Int) {
    assert(places <= end - next, "the room is too small for what is written")
    var rest = value
    var place = places
    while place > 0 {
      place &-= 1
      next[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    next += places
  }

  /// Appends a number below 100 as two digits.
  mutating func pair(_ value: Int) {
    put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10))
    put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10))
  }

  private static let powers: [16 of Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
