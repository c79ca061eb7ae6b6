import Storage

/// Identities as requests and files write them: `phone:+49 30 1234567`, `email:ann@example.com`, `twitter:@ann`.
extension CustomerIdentity {
  /// What is expected of such a text, for errors.
  static let expectation = "an identity such as \"phone:+49301234567\", \"email:ann@example.com\" or \"twitter:ann\""

  /// - Returns: nil where the text is no identity.
  init?(text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    self.init(kind: String(text[..<colon]), text: String(text[text.index(after: colon)...]))
  }

  /// An identity of a kind, so that two ways to write the same are one.
  ///
  /// - Returns: nil where the kind is no name, or the value is not of the kind.
  init?(kind: String, text: String) {
    let kind = kind.lowercased()
    guard (1...32).contains(kind.utf8.count), kind.utf8.allSatisfy(Self.isOfName) else { return nil }
    let value =
      switch kind {
      case "phone": Self.phone(text)
      case "email": Self.email(text)
      default: Self.handle(text)
      }
    guard let value, value.utf8.count <= 320 else { return nil }
    self.init(kind: kind, value: value)
  }

  var text: String { "\(kind):\(value)" }

  /// The digits alone, with the plus sign that begins an international number, which two zeros at the start stand for.
  private static func phone(_ text: String) -> String? {
    var digits = ""
    for character in text.unicodeScalars {
      switch character {
      case "0"..."9": digits.unicodeScalars.append(character)
      case "+" where digits.isEmpty: digits = "+"
      case " ", "-", ".", "(", ")", "/", "\u{A0}": break
      default: return nil
      }
    }
    if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
    return (3...21).contains(digits.utf8.count) ? digits : nil
  }

  private static func email(_ text: String) -> String? {
    let address = trimmed(text).lowercased()
    let signs = address.utf8.count { $0 == UInt8(ascii: "@") }
    let isAddress =
      signs == 1 && !address.hasPrefix("@") && !address.hasSuffix("@")
      && address.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    return isAddress ? address : nil
  }

  /// The name of an account, in lower case and without what stands before it: written once more it is the same.
  static func handle(_ text: String) -> String? {
    let handle = String(trimmed(text).lowercased().drop { $0 == "@" || $0.isWhitespace })
    return handle.isEmpty || handle.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? nil : handle
  }

  private static func trimmed(_ text: String) -> String {
    // Most texts begin and end in a letter of ASCII, which their bytes tell sooner than their characters.
    if let first = text.utf8.first, let last = text.utf8.last, (0x21..<0x7F).contains(first),
      (0x21..<0x7F).contains(last)
    {
      return text
    }
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
