import COpenSSL

/// Signs addresses that anybody may fetch until they expire, for places that cannot send a key: an `<img>` in a page.
///
/// An address has `expires`, seconds since 1970, and `signature`, the HMAC-SHA256 in hexadecimal digits of the path, a
/// line feed and the text of `expires`. The path is what stands in the request before the `?`, percent signs and all.
public struct BadgeLink: Sendable {
  /// What becomes of an address.
  public enum Verdict: Equatable, Sendable {
    /// It was signed with the secret, and has not expired.
    case good
    /// There is neither `expires` nor `signature`.
    case missing
    /// It was not signed with the secret, or for another path or time.
    case wrong
    /// It was signed with the secret, and is over.
    case expired
  }

  /// The least length of a secret, in bytes.
  public static let leastSecretLength = 16

  private let secret: [UInt8]

  /// - Returns: nil where the secret is shorter than ``leastSecretLength``: it could be guessed from one address.
  public init?(secret: [UInt8]) {
    guard secret.count >= Self.leastSecretLength, secret.count <= Int(Int32.max) else { return nil }
    self.secret = secret
  }

  /// The query of an address, without the `?`.
  ///
  /// - Parameters:
  ///   - path: As it is to stand in the request, percent-encoded, without a query.
  ///   - expires: When the address expires, in seconds since 1970.
  public func query(path: String, expires: Int) -> String {
    "expires=\(expires)&signature=\(Hexadecimal.text(signature(path: path, expires: "\(expires)")))"
  }

  /// Whether an address may be fetched.
  ///
  /// - Parameters:
  ///   - path: As it stands in the request, without the query.
  ///   - expires: The query's `expires`, if it has one.
  ///   - signature: The query's `signature`, if it has one.
  ///   - now: Seconds since 1970.
  public func check(path: String, expires: String?, signature: String?, now: Double) -> Verdict {
    if expires == nil, signature == nil { return .missing }
    guard let expires, let signature, let time = Self.time(expires), let claimed = Hexadecimal.bytes(signature) else {
      return .wrong
    }
    let expected = self.signature(path: path, expires: expires)
    // The signature first: a wrong one is not told which times are over.
    guard claimed.count == expected.count, CRYPTO_memcmp(claimed, expected, expected.count) == 0 else { return .wrong }
    return now < Double(time) ? .good : .expired
  }

  /// Seconds since 1970, of digits alone; nil where it is anything else.
  private static func time(_ text: String) -> Int? {
    guard (1...15).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }

  private func signature(path: String, expires: String) -> [UInt8] {
    let text = Array("\(path)\n\(expires)".utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let done = HMAC(EVP_sha256(), secret, Int32(secret.count), text, text.count, &digest, &length)
    precondition(done != nil && length == 32, "OpenSSL has no HMAC-SHA256")
    return digest
  }
}
