import Foundation

/// Files of the repository that tests read.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let defaultPolicy = path("config/policy.yaml")

  static func path(_ name: String) -> String { root.appending(path: name).path(percentEncoded: false) }

  static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: root.appending(path: name))) }
}
