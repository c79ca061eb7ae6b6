import COpenSSL

extension Badge {
  /// A strong entity tag of the badge, in its quotes: the same content has the same tag, whoever serves it.
  ///
  /// It is the first half of the SHA-256 of the picture and the JSON, and serves for each of them at its own address.
  public var etag: String {
    // The JSON's cache life is a setting, no content.
    let bytes = svg + json(cacheSeconds: 0)
    var digest = [UInt8](repeating: 0, count: 32)
    copenssl_sha256(bytes, bytes.count, &digest)
    return "\"\(Hexadecimal.text(digest.prefix(16)))\""
  }
}
