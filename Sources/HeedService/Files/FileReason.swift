import Foundation
import Glibc

/// Why a file could not be read or written, in the words of somebody who wants to mend it.
public enum FileReason {
  /// Why the file at `path` could not be read.
  public static func reading(_ path: String) -> String {
    if isForbidden(path) { return "a file that may not be read" }
    return switch kind(of: path) {
    case .missing: "no such file"
    case .folder: "a folder, not a file"
    case .file: "a file that gives an error"
    }
  }

  /// Whether this user may not read the file at `path`, or not even look into its folder.
  static func isForbidden(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor < 0 else {
      close(descriptor)
      return false
    }
    return errno == EACCES
  }

  /// Why the file at `path` could not be written.
  public static func writing(_ path: String) -> String {
    if kind(of: path) == .folder { return "it is a folder" }
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    if kind(of: folder) == .missing { return "there is no folder \(folder)" }
    return FileManager.default.isWritableFile(atPath: folder) ? "the system gave an error" : "not permitted"
  }

  private enum Kind {
    case missing, folder, file
  }

  private static func kind(of path: String) -> Kind {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .missing }
    return isFolder.boolValue ? .folder : .file
  }
}
