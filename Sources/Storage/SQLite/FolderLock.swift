private import Glibc

/// Keeps a folder to one store in one process: two services that both took themselves for the only writer would give the
/// same ticket to two agents.
///
/// The lock is the kernel's, on an open file: it is gone with the process, however that ends. The file stays.
final class FolderLock: Sendable {
  private let descriptor: Int32

  init(_ folder: StorageFolder) throws(StorageError) {
    let descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, doing: "open \(folder.lock)") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno
      let holder = Self.text(of: descriptor)
      close(descriptor)
      guard error == EWOULDBLOCK else { throw .system(error, doing: "lock \(folder.lock)") }
      throw StorageError(
        .locked,
        "\(folder.path) is in use by process \(holder.isEmpty ? "(unknown)" : holder): "
          + "stop that one, or give this one a folder of its own")
    }
    self.descriptor = descriptor
    // Who holds it is for people to read. That it cannot be written, on a full disk say, takes nothing from the lock.
    let pid = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, pid, pid.count, 0) }
  }

  deinit {
    _ = ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// What the file says, without the end of the line.
  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)).prefix { $0 > 32 }, as: UTF8.self)
  }
}
