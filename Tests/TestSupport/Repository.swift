package import Foundation

/// Files of the repository that tests read.
package enum Repository {
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  package static let defaultPolicy = path("config/policy.yaml")

  package static func path(_ name: String) -> String { root.appending(path: name).path(percentEncoded: false) }

  package static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: name)))
  }
}
