import TestSupport

@testable import HeedService

extension LoadedPolicy {
  /// The repository's own policy.
  static let standard = try! PolicyFile(path: Repository.defaultPolicy).load()
}
