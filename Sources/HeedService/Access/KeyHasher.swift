import COpenSSL

/// Hashes keys without allocating: OpenSSL's one-shot functions make a context, and look up the algorithm, each time.
///
/// To be used by one thread at a time.
final class KeyHasher {
  private let context: OpaquePointer

  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL has no memory or no SHA-256")
    }
    self.context = context
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// The hash of a key.
  func hash(_ key: UnsafeRawBufferPointer) -> KeyHash {
    var words = SIMD4<UInt64>()
    let isDone = withUnsafeMutableBytes(of: &words) { digest in
      EVP_DigestInit_ex(context, nil, nil) == 1 && EVP_DigestUpdate(context, key.baseAddress, key.count) == 1
        && EVP_DigestFinal_ex(context, digest.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1
    }
    // A hash that was not made must not be compared with anything.
    precondition(isDone, "OpenSSL cannot hash")
    return KeyHash(words: words)
  }
}
