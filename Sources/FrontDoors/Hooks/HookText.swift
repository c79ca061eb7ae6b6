import JSON

/// What hooks read from texts: numbers, times, encodings.
enum HookText {
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The text without white space at its ends.
  static func trimmed(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      first.properties.isWhitespace || last.properties.isWhitespace
    else { return text }
    var scalars = text.unicodeScalars[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(scalars)
  }

  /// Whether it can be a name in Heed's requests: 1 to 128 characters (Unicode scalars) without control characters.
  static func isName(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return !scalars.isEmpty && scalars.count <= 128 && !scalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }

  /// A decimal number; nil of anything else that Swift would take for one, such as `0x10` or `inf`.
  static func number(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// A time in RFC 3339, in seconds since 1970, or in milliseconds since then.
  ///
  /// What helpdesks make of RFC 3339 is taken, too: no seconds (Zendesk's `2013-12-12T05:35Z`), a space in the middle,
  /// and `UTC` at the end (`2020-03-03 13:05:57 UTC`). A time without a zone is none.
  ///
  /// - Returns: Seconds since 1970, within ``RFC3339/range``.
  static func time(_ text: String) -> Double? {
    if let number = number(text) { return time(number) }
    var bytes = Array((text.hasSuffix(" UTC") ? text.dropLast(4) + "Z" : text[...]).utf8)
    guard bytes.count >= 17 else { return nil }
    if bytes[10] == UInt8(ascii: " ") { bytes[10] = UInt8(ascii: "T") }
    if bytes[16] != UInt8(ascii: ":") { bytes.insert(contentsOf: ":00".utf8, at: 16) }
    return bytes.withUnsafeBufferPointer { RFC3339.seconds($0) }
  }

  /// Seconds since 1970; numbers from 10¹¹, which as seconds are beyond the year 5000, are milliseconds.
  static func time(_ number: Double) -> Double? {
    let seconds = number.magnitude >= 1e11 ? number / 1000 : number
    return seconds > Double(RFC3339.range.lowerBound) && seconds < Double(RFC3339.range.upperBound) ? seconds : nil
  }

  /// The bytes that hexadecimal digits of either case stand for; nil where they are none.
  static func hex(_ text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2), !digits.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }

  /// The bytes that Base64 (RFC 4648, section 4) stands for, with its padding or without; nil where it is none.
  static func base64(_ text: some StringProtocol) -> [UInt8]? {
    var digits = Array(text.utf8)
    while digits.last == UInt8(ascii: "=") { digits.removeLast() }
    guard !digits.isEmpty, digits.count % 4 != 1, text.utf8.count - digits.count <= 2 else { return nil }
    var bytes: [UInt8] = []
    var bits = 0
    var window: UInt32 = 0
    for digit in digits {
      guard let value = base64Value(digit) else { return nil }
      window = window << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: window >> UInt32(bits)))
      }
    }
    return bytes
  }

  private static func base64Value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
