import Storage
import TestSupport
import Testing

/// One of the stores that must pass the suite: all tests but those of SQLite's own files are run with each.
struct StoreFactory: Sendable, CustomTestStringConvertible {
  let name: String
  /// Opens the store that keeps its data in a folder, or under its name, and makes it the first time.
  let open: @Sendable (_ folder: String) throws -> any Store

  static let all = [StoreFactory(name: "SQLite") { try SQLiteStore(folder: $0) }]

  var testDescription: String { name }

  /// Runs `body` with a new store.
  func withStore(_ body: (any Store) throws -> Void) throws {
    try withFolder { folder in
      let store = try open(folder)
      defer { store.close() }
      try body(store)
    }
  }

  /// Runs `body` with a folder that has no store yet.
  func withFolder(_ body: (_ folder: String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    try withExtendedLifetime(folder) { try body(folder.path("data")) }
  }
}
