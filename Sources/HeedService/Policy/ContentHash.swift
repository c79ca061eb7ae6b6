import COpenSSL

/// The SHA-256 of some content, which names a policy's version.
struct ContentHash {
  private var bytes: [UInt8] = []

  /// Adds content.
  mutating func add(_ more: [UInt8]) {
    bytes += more
  }

  /// The hash's first eight bytes as a number.
  var prefix: UInt64 { digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

  /// `sha256:` and the hash in lower-case hexadecimal digits.
  var version: String {
    "sha256:"
      + digest.map { byte in
        let hex = String(byte, radix: 16)
        return byte < 16 ? "0" + hex : hex
      }.joined()
  }

  private var digest: [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return digest
  }
}
