public import Logging
public import Scoring

/// The policy in force.
public typealias PolicyStore = FileStore<LoadedPolicy>

extension LoadedPolicy: ReloadableContent {
  public static var title: String { "policy" }

  public var version: String { policy.version }

  public var logMetadata: Logger.Metadata { ["name": "\(policy.name)", "version": "\(policy.version)"] }
}

extension PolicyStore {
  /// Loads the policy of `file`.
  ///
  /// - Throws: ``FileError`` with all that is wrong with it.
  public convenience init(_ file: PolicyFile, logger: Logger) throws(FileError) {
    try self.init(logger: logger) { stamps throws(FileError) in try file.load(stamping: &stamps) }
  }
}

extension PolicyStore.Status {
  /// The policy.
  public var policy: Policy { content.policy }
}
