import Foundation
import Glibc
import JSON

extension KeysFile {
  /// What a new key is to be.
  public struct NewKey: Sendable {
    public var name: String
    public var scopes: ScopeSet
    public var expires: Int?
    public var rate: RateSettings?

    public init(name: String, scopes: ScopeSet, expires: Int? = nil, rate: RateSettings? = nil) {
      self.name = name
      self.scopes = scopes
      self.expires = expires
      self.rate = rate
    }
  }

  /// Makes a key and adds it to the file, which is made where there is none.
  ///
  /// - Parameter now: seconds since 1970.
  /// - Returns: the key, which is not kept anywhere.
  /// - Throws: ``FileError`` where the file is broken or cannot be written; ``KeysError`` where the key cannot be added.
  public func create(_ new: NewKey, now: Int) throws -> APIKey {
    try change { keys in
      if keys.contains(where: { $0.name == new.name }) { throw KeysError.nameTaken(new.name, in: path) }
      if keys.count == Self.mostKeys { throw KeysError.full(Self.mostKeys) }
      let key = APIKey.random()
      var id = ""
      repeat { id = Self.randomID() } while keys.contains { $0.id == id }
      keys.append(
        StoredKey(
          id: id, name: new.name, scopes: new.scopes, hash: key.hash, created: now, expires: new.expires,
          rate: new.rate))
      return key
    }
  }

  /// Takes a key out of the file.
  ///
  /// - Parameter nameOrID: its name, or else its id.
  /// - Returns: what was kept of it.
  /// - Throws: ``FileError`` where the file is broken or cannot be written; ``KeysError`` where there is no such key.
  public func revoke(_ nameOrID: String) throws -> StoredKey {
    try change { keys in
      guard
        let index = keys.firstIndex(where: { $0.name == nameOrID }) ?? keys.firstIndex(where: { $0.id == nameOrID })
      else { throw KeysError.noSuchKey(APIKey.redacting(nameOrID), in: path) }
      return keys.remove(at: index)
    }
  }

  /// Reads the keys, has them changed, and puts the new file in the place of the old one at once. Nobody else changes it
  /// meanwhile: the folder is locked.
  private func change<Result>(_ body: (inout [StoredKey]) throws -> Result) throws -> Result {
    // A link stays, and what it leads to is replaced.
    let file = URL(filePath: path).resolvingSymlinksInPath()
    let folder = open(file.deletingLastPathComponent().path(percentEncoded: false), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw KeysError.notWritten(path, FileReason.writing(path)) }
    defer { close(folder) }
    flock(folder, LOCK_EX)
    let isNew = !FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
    var keys = isNew ? [] : try load().keys
    let result = try body(&keys)
    do {
      try Self.replace(file.path(percentEncoded: false), with: Self.text(keys))
    } catch {
      throw KeysError.notWritten(path, FileReason.writing(path))
    }
    return result
  }

  /// Writes a file beside the old one, and gives it the old one's name. A new one may be read by its owner alone; one that
  /// was there keeps owner, group and permissions.
  private static func replace(_ path: String, with text: String) throws {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    defer { close(descriptor) }
    var old = stat()
    if stat(path, &old) == 0 {
      // Who may not give files away may still keep the group; and if not even that, whoever reads the file by its group, a
      // service perhaps, would go on with the old keys.
      let isKept =
        fchown(descriptor, old.st_uid, old.st_gid) == 0 || fchown(descriptor, uid_t.max, old.st_gid) == 0
      guard isKept, fchmod(descriptor, old.st_mode & 0o777) == 0 else {
        let code = errno
        unlink(template)
        throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EPERM)
      }
    }
    let bytes = Array(text.utf8)
    let isWritten =
      write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0 && rename(template, path) == 0
    if !isWritten {
      let code = errno
      unlink(template)
      throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
    }
  }

  private static func randomID() -> String {
    let digits = String(UInt32.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static func text(_ keys: [StoredKey]) -> String {
    var text = """
      # Heed's API keys. The keys themselves are not here and cannot be had from here: only their SHA-256.
      # Written by heed key create and heed key revoke, which keep no other comments. Edit it by hand to change scopes
      # (score, queue, customers, metrics, admin), expires or rate; a running service takes changes up by itself.

      """
    if keys.isEmpty { return text + "keys: []\n" }
    text += "keys:\n"
    for key in keys {
      text += """
          - id: "\(key.id)"
            name: "\(key.name)"
            scopes: [\(key.scopes.scopes.map(\.rawValue).joined(separator: ", "))]
            hash: \(key.hash.text)
            created: \(RFC3339.string(key.created) ?? "")

        """
      if let time = key.expires.flatMap(RFC3339.string) { text += "    expires: \(time)\n" }
      if let rate = key.rate {
        text +=
          "    rate: {requests_per_second: \(String(format: "%g", rate.requestsPerSecond)), burst: \(rate.burst)}\n"
      }
    }
    return text
  }
}
