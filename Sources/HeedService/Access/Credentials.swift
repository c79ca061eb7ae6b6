import COpenSSL
import HTTPWire

/// The API key that a request shows: as `Authorization: Bearer`, as the password of `Authorization: Basic`, or as
/// `X-API-Key`.
enum Credentials {
  /// Calls `body` with the key's bytes, which need not be those of a key. Nothing is allocated.
  ///
  /// - Throws: why there is not one.
  static func withKey<Result>(
    of head: borrowing RequestHead, _ body: (UnsafeRawBufferPointer) throws(AccessRefusal) -> Result
  ) throws(AccessRefusal) -> Result {
    let authorizations = head.count(of: "authorization")
    let keys = head.count(of: "x-api-key")
    // Two keys may differ, and whoever reads logs in front of Heed would not know which one counted.
    guard authorizations + keys <= 1 else { throw .severalKeys }
    if let key = head["x-api-key"] { return try body(key) }
    guard let authorization = head["authorization"] else { throw .noKey }
    if let key = authorization.after(scheme: "bearer") { return try body(key) }
    guard let encoded = authorization.after(scheme: "basic") else { throw .otherScheme }
    return try withPassword(of: encoded, body)
  }

  /// Decodes `user:password` from base64 (RFC 7617); the user name means nothing here.
  private static func withPassword<Result>(
    of encoded: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(AccessRefusal) -> Result
  ) throws(AccessRefusal) -> Result {
    guard encoded.count % 4 == 0, encoded.count <= mostEncoded else { throw .notAKey }
    return try withUnsafeTemporaryAllocation(byteCount: mostEncoded, alignment: 1) {
      (decoded) throws(AccessRefusal) -> Result in
      // What was decoded must not stay behind on the stack.
      defer { OPENSSL_cleanse(decoded.baseAddress, decoded.count) }
      let count = EVP_DecodeBlock(
        decoded.baseAddress?.assumingMemoryBound(to: UInt8.self),
        encoded.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(encoded.count))
      // It counts zeros for the padding.
      let padding = encoded.suffix(2).count { $0 == UInt8(ascii: "=") }
      let text = UnsafeRawBufferPointer(decoded).prefix(max(0, Int(count) - padding))
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { throw .notAKey }
      return try body(UnsafeRawBufferPointer(rebasing: text[(colon + 1)...]))
    }
  }

  private static let mostEncoded = 512
}

extension UnsafeRawBufferPointer {
  /// What follows an authentication scheme, whose name is given in lower case; nil where there is another.
  fileprivate func after(scheme: StaticString) -> UnsafeRawBufferPointer? {
    let length = scheme.utf8CodeUnitCount
    guard count > length, self[length] == UInt8(ascii: " "),
      UnsafeRawBufferPointer(rebasing: self[..<length]).equalsIgnoringCase(scheme)
    else { return nil }
    let start = self[length...].firstIndex { $0 != UInt8(ascii: " ") } ?? count
    return UnsafeRawBufferPointer(rebasing: self[start...])
  }
}
