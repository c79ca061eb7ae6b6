import HTTPWire

/// A secret that a client shows to be let in: `heed_`, 43 letters and digits, and a checksum of six.
///
/// The 43 are drawn evenly out of 62 by the system's generator, which makes 256 random bits. The prefix lets scanners of
/// source code and logs find keys that went astray; the checksum tells a mistyped key from one that is not known.
public struct APIKey: Sendable {
  /// The key as it is given to a client, once.
  public let text: String

  /// A new key.
  public static func random() -> APIKey {
    var generator = SystemRandomNumberGenerator()
    let secret = (0..<secretLength).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
    let start = prefix.withUTF8Buffer(Array.init) + secret
    return APIKey(text: String(decoding: start + checksum(of: start), as: UTF8.self))
  }

  /// The hash that is stored in the key's place.
  ///
  /// Slow hashes with a salt (bcrypt, Argon2) are for passwords, which can be guessed. Nobody guesses 256 random bits,
  /// however fast the hash, and a slow one would have to be paid for with each request.
  public var hash: KeyHash {
    Array(text.utf8).withUnsafeBytes { KeyHash(of: $0) }
  }

  /// The length of a key in bytes.
  static let length = prefix.utf8CodeUnitCount + secretLength + checksumLength

  /// Whether `bytes` could be a key, but for the checksum.
  static func hasForm(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == length else { return false }
    let start = prefix.utf8CodeUnitCount
    return UnsafeRawBufferPointer(rebasing: bytes[..<start]).equals(prefix) && bytes[start...].allSatisfy(isDigit)
  }

  /// Whether the checksum fits; `bytes` must have a key's form.
  static func hasGoodChecksum(_ bytes: UnsafeRawBufferPointer) -> Bool {
    checksum(of: Array(bytes.dropLast(checksumLength))) == Array(bytes.suffix(checksumLength))
  }

  /// `text` with all that could be a key or a key's hash, or the most of one, replaced by `…`: for messages that quote
  /// what somebody wrote where keys are kept or named.
  static func redacting(_ text: String) -> String {
    text.replacing(#/heed_[A-Za-z0-9]+|[A-Za-z0-9]{30,}/#, with: "…")
  }

  private static let prefix: StaticString = "heed_"
  private static let secretLength = 43
  private static let checksumLength = 6
  private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// Made of a hash; that it depends on the secret tells nothing to whoever does not have the key it ends.
  private static func checksum(of start: [UInt8]) -> [UInt8] {
    var hash = ContentHash()
    hash.add(start)
    var rest = hash.prefix
    return (0..<checksumLength).map { _ in
      defer { rest /= UInt64(alphabet.count) }
      return alphabet[Int(rest % UInt64(alphabet.count))]
    }
  }
}
