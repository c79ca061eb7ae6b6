extension JSONWriter {
  /// Writes `null`.
  @inlinable
  public func null() {
    separate(room: 4)
    raw("null")
  }

  /// Writes `true` or `false`.
  @inlinable
  public func bool(_ value: Bool) {
    separate(room: 5)
    raw(value ? "true" : "false")
  }

  /// Writes a whole number.
  public func number(_ value: Int) {
    separate(room: 20)
    if value < 0 { put(UInt8(ascii: "-")) }
    putDigits(UInt64(value.magnitude), decimals: 0)
  }

  /// Writes a whole number beyond `Int` too.
  public func number(_ value: UInt64) {
    separate(room: 20)
    putDigits(value, decimals: 0)
  }

  /// Writes the shortest number that reads as the same double; `null` for NaN and infinities, which JSON lacks.
  public func number(_ value: Double) {
    guard value.isFinite else { return null() }
    separate(room: 24)
    let text = value.description.utf8
    if text.withContiguousStorageIfAvailable({ raw(UnsafeRawBufferPointer($0)) }) == nil {
      text.forEach(put)
    }
  }

  /// Writes a number rounded to at most `decimals` digits after the point, half away from zero, without trailing zeros:
  /// 2.50 is `2.5`, 2.0 is `2`, and what rounds to zero is `0`.
  ///
  /// Whether a number is halfway is judged of its product with 10^decimals as a double, so 1.005, whose double is just
  /// below that, goes to 1. Where that product is beyond 2^53 the double has no such digits and is
  /// written in full. NaN and infinities, which JSON lacks, become `null`.
  ///
  /// - Parameter decimals: From 0 to 15.
  public func number(_ value: Double, decimals: Int) {
    guard value.isFinite else { return null() }
    guard value.magnitude * Self.powers[decimals] <= 0x1p53 else { return number(value) }
    separate(room: 24)
    putFixed(value, decimals: decimals)
  }

  /// Appends a number to the string that is open, rounded as `number(_:decimals:)` does; 0 for what is no number, and at
  /// most 2^53 divided by 10^decimals.
  public func digits(_ value: Double, decimals: Int = 0) {
    reserve(25)
    let most = 0x1p53 / Self.powers[decimals]
    putFixed(value.isNaN ? 0 : min(max(value, -most), most), decimals: decimals)
  }

  /// Appends a whole number to the string that is open, its thousands parted by commas.
  public func grouped(_ value: Int) {
    if value < 0 {
      raw("-")
      return grouped(value == .min ? .max : -value)
    }
    reserve(27)
    if value < 1000 { return putDigits(UInt64(value), decimals: 0) }
    grouped(value / 1000)
    put(UInt8(ascii: ","))
    let rest = value % 1000
    put(UInt8(ascii: "0") + UInt8(rest / 100))
    put(UInt8(ascii: "0") + UInt8(rest / 10 % 10))
    put(UInt8(ascii: "0") + UInt8(rest % 10))
  }

  /// Appends a number for which there is room, whose product with 10^decimals is within 2^53.
  private func putFixed(_ value: Double, decimals: Int) {
    let whole = UInt64(value.magnitude)
    if Double(whole) == value.magnitude {
      if value < 0, whole > 0 { put(UInt8(ascii: "-")) }
      return whole < 10 ? put(UInt8(ascii: "0") + UInt8(whole)) : putDigits(whole, decimals: 0)
    }
    let scaled = value.magnitude * Self.powers[decimals]
    var digits = UInt64(scaled)
    // Most numbers have no more digits than are wanted; the call that rounds is for the others.
    if Double(digits) != scaled { digits = UInt64(scaled.rounded(.toNearestOrAwayFromZero)) }
    var remaining = decimals
    while remaining > 0, digits % 10 == 0 {
      digits /= 10
      remaining -= 1
    }
    if value < 0, digits > 0 { put(UInt8(ascii: "-")) }
    putDigits(digits, decimals: remaining)
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Appends a number's digits, of which the last `decimals` stand behind a point; there is room for them.
  private func putDigits(_ value: UInt64, decimals: Int) {
    var significant = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      significant += 1
    }
    let places = max(significant, decimals + 1)
    let total = decimals > 0 ? places + 1 : places
    var position = length + total
    rest = value
    for place in 0..<places {
      if place == decimals, decimals > 0 {
        position -= 1
        base[position] = UInt8(ascii: ".")
      }
      position -= 1
      base[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    length += total
  }
}
