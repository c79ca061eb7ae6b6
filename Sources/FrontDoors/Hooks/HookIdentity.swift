/// What the service takes for an identity of a customer: a kind, a colon, and what is of that kind. It normalises them
/// itself; here is only told what it would refuse, so that one odd address does not cost the whole request.
enum HookIdentity {
  static func isOne(_ text: String) -> Bool {
    guard HookText.isName(text), let colon = text.firstIndex(of: ":") else { return false }
    let kind = text[..<colon].lowercased()
    let value = HookText.trimmed(String(text[text.index(after: colon)...]))
    guard (1...32).contains(kind.utf8.count), kind.utf8.allSatisfy(isOfName) else { return false }
    return switch kind {
    case "phone": isPhone(value)
    case "email": isEmail(value)
    default: value.contains { $0 != "@" && !$0.isWhitespace }
    }
  }

  private static func isPhone(_ text: String) -> Bool {
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits += 1
      case "+" where digits == 0, " ", "-", ".", "(", ")", "/", "\u{A0}": break
      default: return false
      }
    }
    // Two zeros at the start stand for a plus sign.
    return (5...20).contains(digits)
  }

  private static func isEmail(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count { $0 == UInt8(ascii: "@") } == 1 && bytes.first != UInt8(ascii: "@")
      && bytes.last != UInt8(ascii: "@") && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
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
