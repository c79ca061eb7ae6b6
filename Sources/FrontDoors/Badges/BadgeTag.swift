import COpenSSL

/// Entity tags of badges.
public enum BadgeTag {
  /// A strong entity tag over a badge's bytes, in its quotes: the same bytes have the same tag, whoever serves them.
  ///
  /// It is the first half of their SHA-256.
  public static func of(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    copenssl_sha256(bytes, bytes.count, &digest)
    return "\"\(Hexadecimal.text(digest.prefix(16)))\""
  }
}
