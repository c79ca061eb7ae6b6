import COpenSSL

/// The SHA-256 of an API key.
public struct KeyHash: Sendable {
  private let words: SIMD4<UInt64>

  /// The hash of a key; nothing is allocated.
  init(of key: UnsafeRawBufferPointer) {
    var words = SIMD4<UInt64>()
    withUnsafeMutableBytes(of: &words) {
      copenssl_sha256(key.baseAddress, key.count, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
    self.words = words
  }

  /// Reads `sha256:` and 64 hexadecimal digits.
  init?(_ text: String) {
    guard text.hasPrefix(Self.prefix), text.utf8.count == Self.prefix.utf8.count + 64 else { return nil }
    var digits = Substring(text).dropFirst(Self.prefix.count)
    var words = SIMD4<UInt64>()
    for index in 0..<4 {
      guard digits.prefix(16).allSatisfy(\.isHexDigit), let word = UInt64(digits.prefix(16), radix: 16) else {
        return nil
      }
      words[index] = word.bigEndian
      digits = digits.dropFirst(16)
    }
    self.words = words
  }

  /// `sha256:` and 64 hexadecimal digits.
  var text: String {
    Self.prefix
      + (0..<4).map { index in
        let digits = String(words[index].bigEndian, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
  }

  /// Whether both are the same, found in a time that does not depend on where they differ.
  func equals(_ other: KeyHash) -> Bool {
    withUnsafeBytes(of: words) { mine in
      withUnsafeBytes(of: other.words) { CRYPTO_memcmp(mine.baseAddress, $0.baseAddress, mine.count) == 0 }
    }
  }

  private static let prefix = "sha256:"
}
