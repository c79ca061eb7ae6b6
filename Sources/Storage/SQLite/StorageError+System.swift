private import Glibc
internal import GRDB

extension StorageError {
  /// The failure `error`, an `errno`, of doing something with a file.
  static func system(_ error: Int32, doing what: String) -> StorageError {
    let reason = "cannot \(what): \(String(cString: strerror(error)))"
    return switch error {
    case ENOSPC, EDQUOT: StorageError(.full, "\(reason): make room on the disk")
    case EACCES, EPERM, EROFS:
      StorageError(.readOnly, "\(reason): let the service's user write there, or give another folder")
    case EMFILE, ENFILE: StorageError(.failed, "\(reason): raise the limit of open files (ulimit -n)")
    default: StorageError(.failed, "\(reason): see that the path is right and its disk works")
    }
  }

  /// What SQLite refused to do in `folder`.
  static func sqlite(_ error: DatabaseError, in folder: StorageFolder) -> StorageError {
    let said = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: return full(folder, said)
    case .SQLITE_READONLY, .SQLITE_PERM: return readOnly(folder, said)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return StorageError(
        .locked, "\(folder.database) is locked (\(said)): end the program that has it open, such as a shell of sqlite3")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return StorageError(
        .corrupt,
        "\(folder.database) is damaged or no database (\(said)): "
          + "move it away with its -wal and -shm, and put a backup in its place")
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG:
      return StorageError(.unstorable, "a value cannot be stored (\(said)): send one that is a number, or is shorter")
    case .SQLITE_IOERR where folder.isFull, .SQLITE_CANTOPEN where folder.isFull: return full(folder, said)
    case .SQLITE_IOERR where folder.isReadOnly, .SQLITE_CANTOPEN where folder.isReadOnly:
      return readOnly(folder, said)
    default:
      return StorageError(
        .failed,
        "\(folder.database) cannot be read or written (\(said), \(error.extendedResultCode)): "
          + "see the system's log for its disk")
    }
  }

  private static func full(_ folder: StorageFolder, _ said: String) -> StorageError {
    StorageError(.full, "no room is left for \(folder.database) (\(said)): make room on its disk")
  }

  private static func readOnly(_ folder: StorageFolder, _ said: String) -> StorageError {
    StorageError(
      .readOnly, "\(folder.database) cannot be written (\(said)): let the service's user write it and its folder")
  }

  /// The store is of no use any more.
  static let closed = StorageError(.failed, "the store is closed: open it again")

  static func conflict(_ detail: String) -> StorageError { StorageError(.conflict, detail) }
}
