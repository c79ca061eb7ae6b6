public import Logging

/// The API keys in force.
public struct KeyRing: ReloadableContent {
  /// The keys, in the order of their file.
  public let keys: [StoredKey]
  /// The hash of their file.
  public let version: String
  /// What is left of each key's rate.
  private(set) var buckets: [SharedBucket]

  init(_ keys: [StoredKey], version: String) {
    self.keys = keys
    self.version = version
    buckets = keys.map { _ in SharedBucket() }
  }

  /// The index of the key with this hash.
  ///
  /// All are compared, each in constant time, so that the time tells nothing of which one came near.
  func index(of hash: KeyHash) -> Int? {
    var found: Int?
    for index in keys.indices where keys[index].hash.equals(hash) { found = index }
    return found
  }

  public static var title: String { "keys" }

  public var logMetadata: Logger.Metadata { ["keys": "\(keys.count)"] }

  /// A key's rate goes on where it was: reading a file anew is no way to a fresh burst.
  public mutating func succeed(_ previous: KeyRing) {
    for (index, key) in keys.enumerated() {
      if let old = previous.keys.firstIndex(where: { $0.id == key.id }) { buckets[index] = previous.buckets[old] }
    }
  }
}
