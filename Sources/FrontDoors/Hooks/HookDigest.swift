import COpenSSL

/// What signatures are made with: HMAC (RFC 2104) over a hash.
enum HookDigest: String {
  case sha1 = "SHA1"
  case sha256 = "SHA256"

  /// The bytes of a code.
  var count: Int { self == .sha1 ? 20 : 32 }

  /// The authentication code of a message; nil where OpenSSL has no memory for it.
  func code(of message: [UInt8], key: [UInt8]) -> [UInt8]? {
    var code = [UInt8](repeating: 0, count: count)
    var written = 0
    guard
      EVP_Q_mac(
        nil, "HMAC", nil, rawValue, nil, key, key.count, message, message.count, &code, code.count, &written) != nil,
      written == count
    else { return nil }
    return code
  }

  /// SHA-256 of a text.
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: 32)
    copenssl_sha256(bytes, bytes.count, &hash)
    return hash
  }

  /// Whether two codes are the same, in a time that does not tell where they differ.
  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
