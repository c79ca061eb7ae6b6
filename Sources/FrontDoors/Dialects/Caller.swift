/// Who calls, as telephone systems write it.
enum Caller: Equatable {
  /// Digits, after a plus sign where the number is international.
  case number(String)
  /// The caller did not say, or wants to be nobody.
  case anonymous
  /// A text that is no telephone number, such as the name of an account.
  case other

  /// Takes a number, `sip:+49…@host`, `tel:+49-30-…;ext=1`, `"Ann" <sip:…>`.
  init(_ text: String) {
    var text = text[...]
    if let open = text.lastIndex(of: "<") {
      text = text[text.index(after: open)...]
      text = text[..<(text.firstIndex(of: ">") ?? text.endIndex)]
    }
    if let colon = text.firstIndex(of: ":") {
      let scheme = text[..<colon].drop { $0.isWhitespace }.lowercased()
      if ["sip", "sips", "tel"].contains(scheme) {
        text = text[text.index(after: colon)...]
        // An address without a user is a machine's.
        if scheme != "tel", !text.contains("@") { text = "" }
      }
    }
    let user = text[..<(text.firstIndex { $0 == "@" || $0 == ";" || $0 == ":" || $0 == "?" } ?? text.endIndex)]
    let plain = Self.trimmed(String(decoding: PercentCoding.decode(user.utf8, plusIsSpace: false), as: UTF8.self))
    if plain.isEmpty || Self.nobody.contains(plain.lowercased()) {
      self = .anonymous
    } else {
      self = Self.number(plain).map(Self.number) ?? .other
    }
  }

  /// The number as the identities of customers have it: without the signs between digits, and two zeros at the start
  /// are the plus sign of an international one.
  private static func number(_ text: String) -> String? {
    var digits = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case "+" where digits.isEmpty: digits = "+"
      case " ", "-", ".", "(", ")", "/", "\u{A0}": break
      default: return nil
      }
    }
    if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
    return (3...21).contains(digits.utf8.count) ? digits : nil
  }

  /// Without white space at the ends. A plus sign that nobody encoded reads as a space in a query, and is put back: no
  /// other number begins with a space and the digit of a country.
  private static func trimmed(_ text: String) -> String {
    let isPlus = text.hasPrefix(" ") && text.dropFirst().first.map { ("1"..."9").contains($0) } ?? false
    var trimmed = text.drop { $0.isWhitespace }
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    return (isPlus ? "+" : "") + trimmed
  }

  /// What systems write for callers who withhold their number.
  private static let nobody: Set<String> = [
    "anonymous", "anonymous.invalid", "asterisk", "private", "restricted", "unavailable", "unknown", "withheld",
  ]
}
