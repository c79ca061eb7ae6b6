import Logging
import Synchronization

/// Who may do what, and how often: what all reactors share of it.
final class AccessControl: Sendable {
  /// The keys in force; nil where requests need none.
  let keys: FileStore<KeyRing>?
  /// The limit of each key that has none of its own; without keys, of each address.
  let limit: RateLimit?
  /// What is left of each address' rate, where requests need no keys and a rate is set.
  let addresses: AddressBuckets?
  /// How many keys that are not good each address may still send.
  let badKeys: AddressBuckets?
  /// The slots of the keys' names in the metrics.
  let names = NameRegistry(capacity: MetricsShard.mostKeys)
  let log: AccessLog

  /// - Throws: ``FileError`` when there is a file of keys that cannot be used.
  init(_ configuration: AccessConfiguration, logger: Logger) throws(FileError) {
    keys = try configuration.keys.map { path throws(FileError) in
      let file = KeysFile(path: path)
      return try FileStore(logger: logger) { stamps throws(FileError) in try file.load(stamping: &stamps) }
    }
    limit = configuration.rate.limit
    addresses = keys == nil ? limit.map(AddressBuckets.init) : nil
    badKeys = keys == nil ? nil : configuration.badKeys.limit.map(AddressBuckets.init)
    log = AccessLog(logger)
  }

  /// Whether everybody may do everything as often as they like.
  var isOpen: Bool { keys == nil && addresses == nil }
}
