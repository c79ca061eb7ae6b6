/// Where a ticket is found: `/queue/{ticket}`.
enum TicketPath {
  /// The path of a ticket, what is not unreserved of its id percent-encoded (RFC 3986, 2.3).
  static func of(_ id: String) -> String {
    // These are resources of their own, unless a letter is encoded.
    if id == "stats" || id == "claims" || id == "what-if" {
      return "/queue/" + encoded(id.utf8.first!) + id.dropFirst()
    }
    return "/queue/" + encoded(id)
  }

  /// A part of a path, what is not unreserved percent-encoded.
  static func encoded(_ part: String) -> String {
    part.utf8.reduce(into: "") { path, byte in
      if isUnreserved(byte) { path.unicodeScalars.append(Unicode.Scalar(byte)) } else { path += encoded(byte) }
    }
  }

  private static func encoded(_ byte: UInt8) -> String {
    (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
