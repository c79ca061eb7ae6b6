import COpenSSL

/// Texts made of bytes, as requests to other systems need them.
enum Encoding {
  /// Base64 with padding (RFC 4648, section 4).
  static func base64(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "" }
    // One more byte than the text, for the zero at its end.
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
  }

  /// What base64 with padding stands for; nil where it is none.
  static func bytes(base64 text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count % 4 == 0, !digits.contains(where: { $0 <= 0x20 }) else { return nil }
    if digits.isEmpty { return [] }
    let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
    guard !digits.dropLast(padding).contains(UInt8(ascii: "=")) else { return nil }
    var bytes = [UInt8](repeating: 0, count: digits.count / 4 * 3)
    guard EVP_DecodeBlock(&bytes, digits, Int32(digits.count)) == bytes.count else { return nil }
    return bytes.dropLast(padding)
  }

  /// Percent-encodes all but the unreserved characters of RFC 3986, as a part of a path or a form needs it.
  static func percent(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  /// The user and the password of HTTP's Basic scheme (RFC 7617), as the value of the field `Authorization`.
  static func basic(user: String, password: [UInt8]) -> String {
    "Basic " + base64(Array(user.utf8) + [UInt8(ascii: ":")] + password)
  }
}
