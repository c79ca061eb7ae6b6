/// Times as RFC 3339 writes them, and seconds since 1970-01-01T00:00:00Z, in the proleptic Gregorian calendar.
public enum RFC3339 {
  /// The seconds of the years 1 to 9999, which have four digits.
  public static let range = -62_135_596_800..<253_402_300_800

  /// Reads a time such as `2026-11-22T07:00:00Z`, `2026-11-22t08:00:00.25+01:00`.
  ///
  /// A leap second, which can only be 23:59:60 UTC, counts as the last instant before the minute that follows.
  ///
  /// - Returns: Seconds since 1970; nil when it is no such time, or not within `range`.
  public static func seconds(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard text.count >= 20, let day = day(text) else { return nil }
    return seconds(text, day: day)
  }

  /// Days since 1970 of the date that a text of at least 20 bytes begins with.
  static func day(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = digits(text, 0..<4), let month = digits(text, 5..<7), let day = digits(text, 8..<10),
      year >= 1, (1...12).contains(month), (1...daysIn(month: month, year: year)).contains(day)
    else { return nil }
    return daysSince1970(year: year, month: month, day: day)
  }

  /// Reads what follows the date in a text of at least 20 bytes.
  static func seconds(_ text: UnsafeBufferPointer<UInt8>, day: Int) -> Double? {
    guard text[10] | 0x20 == UInt8(ascii: "t"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = digits(text, 11..<13), let minute = digits(text, 14..<16), let second = digits(text, 17..<19),
      hour < 24, minute < 60, second <= 60,
      let (fraction, zone) = fraction(text), let offset = offset(text, from: zone)
    else { return nil }
    let start = day * 86_400 + hour * 3600 + minute * 60 - offset
    guard range.contains(start + min(second, 59)) else { return nil }
    guard second == 60 else { return Double(start + second) + fraction }
    return (start + 60) % 86_400 == 0 ? Double(start + 60).nextDown : nil
  }

  /// Reads a time from a string of a parsed document.
  public static func seconds(_ text: JSONText) -> Double? { seconds(text.utf8) }

  /// The number that the digits in a range are; nil if they are not.
  @inline(__always)
  private static func digits(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    var areDigits = true
    var index = range.lowerBound
    while index < range.upperBound {
      let digit = text[index] &- UInt8(ascii: "0")
      areDigits = areDigits && digit < 10
      value = value &* 10 &+ Int(digit)
      index &+= 1
    }
    return areDigits ? value : nil
  }

  /// The fraction of a second, and where the zone begins.
  private static func fraction(_ text: UnsafeBufferPointer<UInt8>) -> (Double, zone: Int)? {
    guard text[19] == UInt8(ascii: ".") else { return (0, 19) }
    var index = 20
    var value: UInt64 = 0
    var scale: Double = 1
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      // Digits beyond these make no difference to the sum.
      if index < 35 {
        value = value * 10 + UInt64(digit)
        scale *= 10
      }
      index += 1
    }
    return index > 20 ? (Double(value) / scale, index) : nil
  }

  /// The zone's offset in seconds, positive to the east.
  private static func offset(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < text.count else { return nil }
    let sign = text[start]
    if sign | 0x20 == UInt8(ascii: "z") { return text.count == start + 1 ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count == start + 6,
      text[start + 3] == UInt8(ascii: ":"),
      let hours = digits(text, start + 1..<start + 3), let minutes = digits(text, start + 4..<start + 6),
      hours < 24, minutes < 60
    else { return nil }
    let offset = hours * 3600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -offset : offset
  }

  private static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

// The calendar's arithmetic, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years begin in March,
// so that a leap day is the last of its year, and repeat every 400 of them, which have 146,097 days. Years are positive.
extension RFC3339 {
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// Writes the 20 bytes of a time within `range`.
  static func write(_ seconds: Int, to target: UnsafeMutablePointer<UInt8>) {
    let sinceYear1 = seconds - range.lowerBound
    let (year, month, day) = date(daysSince1970: sinceYear1 / 86_400 - 719_162)
    let second = sinceYear1 % 86_400
    pair(year / 100, target)
    pair(year % 100, target + 2)
    target[4] = UInt8(ascii: "-")
    pair(month, target + 5)
    target[7] = UInt8(ascii: "-")
    pair(day, target + 8)
    target[10] = UInt8(ascii: "T")
    pair(second / 3600, target + 11)
    target[13] = UInt8(ascii: ":")
    pair(second / 60 % 60, target + 14)
    target[16] = UInt8(ascii: ":")
    pair(second % 60, target + 17)
    target[19] = UInt8(ascii: "Z")
  }

  private static func pair(_ value: Int, _ target: UnsafeMutablePointer<UInt8>) {
    target[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
    target[1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
  }

  /// The time in UTC, such as `2026-11-22T07:00:00Z`; nil outside `range`.
  public static func string(_ seconds: Int) -> String? {
    guard range.contains(seconds) else { return nil }
    return String(unsafeUninitializedCapacity: 20) { buffer in
      write(seconds, to: buffer.baseAddress.unsafelyUnwrapped)
      return 20
    }
  }
}

extension JSONPen {
  /// Appends a time to a string: 20 bytes.
  @inlinable
  public mutating func time(_ time: RFC3339Text) {
    assert(end - next >= 20, "the room is too small for what is written")
    UnsafeMutableRawPointer(next).storeBytes(of: time.bytes, as: [20 of UInt8].self)
    next += 20
  }
}

extension JSONWriter {
  /// Writes a time, in whole seconds since 1970, as an RFC 3339 string in UTC; `null` outside `RFC3339.range`.
  public func time(_ seconds: Int) {
    guard RFC3339.range.contains(seconds) else { return null() }
    separate(room: 0)
    append(room: 22) { pen in
      pen.put(UInt8(ascii: "\""))
      pen.time(RFC3339Text(seconds))
      pen.put(UInt8(ascii: "\""))
    }
  }
}
