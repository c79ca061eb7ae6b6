extension OutgoingRequest {
  /// The request as it is sent, in HTTP/1.1, for a connection of its own.
  /// - Throws: `unsendable` where a method or a field has something in it that would end it, or is one of the client's.
  func bytes(to address: HTTPAddress, userAgent: String) throws(HTTPClientError) -> [UInt8] {
    guard Self.isToken(method) else { throw HTTPClientError(.unsendable, "the method is none") }
    var head = "\(method) \(address.target) HTTP/1.1\r\nHost: \(address.hostField)\r\n"
    for field in [Field("User-Agent", userAgent)] + fields {
      guard Self.isToken(field.name) else { throw HTTPClientError(.unsendable, "a field has a name that is none") }
      guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw HTTPClientError(.unsendable, "the field \(field.name) has the end of a line or another control in it")
      }
      head += "\(field.name): \(field.value)\r\n"
    }
    for field in fields where Self.own.contains(field.name.lowercased()) {
      throw HTTPClientError(.unsendable, "the field \(field.name) is the client's to write")
    }
    if !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "Connection: close\r\n\r\n").utf8) + body
  }

  private static let own: Set = ["host", "user-agent", "content-length", "connection", "transfer-encoding"]

  /// Whether it is a token of RFC 9110, section 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
