import COpenSSL
import Storage

/// Turns who shared a story into a number that nobody can turn back: hashed with a secret of this store's own.
struct SharerKey: Sendable {
  /// The name that the secret is stored under.
  private static let name = "secret"

  private let secret: [UInt8]

  private init(secret: [UInt8]) {
    self.secret = secret
  }

  /// A new secret.
  private init() {
    var random = SystemRandomNumberGenerator()
    secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// The secret of a store, which gets one with the first name that is hashed.
  init(_ transaction: any StoreTransaction) throws {
    if let secret = try transaction.state(Self.name) {
      self.init(secret: secret)
    } else {
      self.init()
      try transaction.putState(secret, name: Self.name)
    }
  }

  func hash(_ sharer: String) -> Int64 {
    let text = secret + Array(sharer.utf8)
    var words = SIMD4<UInt64>()
    withUnsafeMutableBytes(of: &words) {
      copenssl_sha256(text, text.count, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
    return Int64(bitPattern: words[0])
  }
}
