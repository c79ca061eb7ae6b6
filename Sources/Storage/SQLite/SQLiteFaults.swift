internal import GRDB
private import Synchronization

/// Puts SQLite's errors in the store's terms, and remembers whether the connections can still be trusted after them.
final class SQLiteFaults: Sendable {
  private let folder: StorageFolder
  private let suspect = Atomic(false)
  private let corrupt = Atomic(false)

  init(_ folder: StorageFolder) {
    self.folder = folder
  }

  /// Whether to open the database anew before it is used again. After an error of the disk nobody knows what of the file
  /// the system's memory still has right, and a connection may not see that a cause is gone.
  var needsReopening: Bool { suspect.load(ordering: .acquiring) }

  /// Whether the file was found to be damaged, so that what is opened next is to be looked through.
  var hasFoundDamage: Bool { corrupt.load(ordering: .acquiring) }

  /// Has the database opened anew before it is used again.
  func suspectConnections() { suspect.store(true, ordering: .releasing) }

  /// Any error as the store's. Those that are not SQLite's stay as they are.
  func translate(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      corrupt.store(true, ordering: .releasing)
      suspectConnections()
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PROTOCOL:
      suspectConnections()
    default: break
    }
    return StorageError.sqlite(error, in: folder)
  }

  /// The error of a commit. SQLite may have written all of it before the disk failed to confirm that: whoever opens the
  /// database next may find it committed. Not so where it had no room, or was in somebody's way.
  func translateCommit(_ error: any Error) -> any Error {
    guard let code = (error as? DatabaseError)?.resultCode, code != .SQLITE_FULL, code != .SQLITE_BUSY,
      let translated = translate(error) as? StorageError
    else { return translate(error) }
    suspectConnections()
    return StorageError(translated.kind, translated.detail, mayBeDurable: true)
  }
}
