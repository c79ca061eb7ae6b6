private import Glibc

/// The folder that holds the database. What is in it is personal data: what the store makes, nobody but its owner reads.
struct StorageFolder: Sendable {
  let path: String

  var database: String { path + "/heed.db" }
  var lock: String { path + "/heed.lock" }

  /// Makes the folder, and those above it, unless it is there.
  func create() throws(StorageError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part
      if mkdir(made, 0o700) != 0 {
        // A folder above may be there and not be writable: what counts is whether it is there.
        let error = errno
        var status = stat()
        guard stat(made, &status) == 0 else { throw .system(error, doing: "make the folder \(made)") }
        guard status.st_mode & S_IFMT == S_IFDIR else {
          throw StorageError(.failed, "\(made) is no folder: give the store a folder of its own")
        }
      }
      made += "/"
    }
  }

  /// Makes an empty database unless there is one. SQLite gives its other files the permissions of this one.
  func createDatabase() throws(StorageError) {
    let descriptor = open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, doing: "open \(database)") }
    close(descriptor)
  }

  /// Whether the database is there, as it must be once it was.
  var hasDatabase: Bool { access(database, F_OK) == 0 }

  /// Whether the disk has no room to speak of.
  var isFull: Bool {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return false }
    return status.f_bavail * status.f_frsize < 1 << 20 || (status.f_files > 0 && status.f_favail == 0)
  }

  /// Whether the folder or the database cannot be written.
  var isReadOnly: Bool { access(path, W_OK) != 0 || (hasDatabase && access(database, W_OK) != 0) }
}
