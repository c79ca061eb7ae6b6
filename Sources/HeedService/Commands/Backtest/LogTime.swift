import JSON

/// Times as logs write them. Those without a zone are taken as they stand: a log has one clock.
enum LogTime {
  /// Seconds of a time, since 1970 or, of a mere time of day, since midnight.
  enum Reading: Equatable {
    case instant(Double)
    case timeOfDay(Double)
  }

  /// Reads `9:05:31`, `9:05`, `2026-11-22T09:05:31Z`, `2026-11-22 09:05:31`, or seconds or milliseconds since 1970.
  static func reading(_ text: String) -> Reading? {
    if let number = Double(text) {
      // Nothing that is logged happened in 1973 or before, or will in the year 5138.
      if number >= 1e11 { return .instant(number / 1000) }
      return number >= 1e8 ? .instant(number) : nil
    }
    if let time = timeOfDay(text) { return .timeOfDay(time) }
    if let instant = rfc3339(text) { return .instant(instant) }
    guard let gap = text.firstIndex(where: { $0 == " " || $0 == "T" }), let day = date(String(text[..<gap])),
      let time = timeOfDay(String(text[text.index(after: gap)...]))
    else { return nil }
    return .instant(day + time)
  }

  /// Seconds from 1970 to the midnight that a date begins with: `2026-11-22`, `20261122`, `261122`.
  static func date(_ text: String) -> Double? {
    var digits = text.filter(\.isNumber)
    let isPlain = digits.count == text.count
    if isPlain, digits.count == 6 { digits = (digits < "70" ? "20" : "19") + digits }
    let isSpaced = text.count == 10 && text.prefix(4).allSatisfy(\.isNumber)
    guard digits.count == 8, isPlain || isSpaced else { return nil }
    let (year, rest) = (digits.prefix(4), digits.dropFirst(4))
    return rfc3339("\(year)-\(rest.prefix(2))-\(rest.suffix(2))T00:00:00Z")
  }

  /// Seconds of a duration: `153`, `153.5`, `2:33`, `0:02:33`.
  static func duration(_ text: String) -> Double? {
    if let number = Double(text), number.isFinite { return number }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard (2...3).contains(parts.count), parts.allSatisfy({ ($0 ?? -1) >= 0 }) else { return nil }
    return parts.reduce(0) { $0 * 60 + ($1 ?? 0) }
  }

  private static func timeOfDay(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    guard parts.count == 3 else { return hour * 3600 + minute * 60 }
    guard let second = parts[2], (0..<61).contains(second) else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private static func rfc3339(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { RFC3339.seconds($0) }
  }
}
