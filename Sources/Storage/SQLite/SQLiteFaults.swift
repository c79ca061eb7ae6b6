internal import GRDB
private import Synchronization

/// Puts SQLite's errors in the store's terms, and remembers whether the connections can still be trusted after them.
final class SQLiteFaults: Sendable {
  private let folder: StorageFolder
  private let suspect = Atomic(false)

  init(_ folder: StorageFolder) {
    self.folder = folder
  }

  /// Whether to open the database anew before it is used again. After an error of the disk nobody knows what of the file
  /// the system's memory still has right, and a connection may not see that a cause is gone.
  var needsReopening: Bool { suspect.load(ordering: .acquiring) }

  /// Has the database opened anew before it is used again.
  func suspectConnections() { suspect.store(true, ordering: .releasing) }

  /// Any error as the store's. Those that are not SQLite's stay as they are.
  func translate(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode {
    case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PROTOCOL:
      suspectConnections()
    default: break
    }
    return StorageError.sqlite(error, in: folder)
  }
}
