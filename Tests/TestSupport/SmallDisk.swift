import Foundation
import Glibc

/// A disk in memory of a given size, mounted for a test and gone with it. Root alone can have one.
package final class SmallDisk {
  /// The folder that it is.
  package let path: String

  package struct CannotMount: Error {
    let reason: String
  }

  /// Whether this process can mount one, which containers may deny to root too.
  package static let isPossible: Bool = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "heed-disk-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    return (try? SmallDisk(at: folder.path(percentEncoded: false), kilobytes: 64)) != nil
  }()

  package init(at path: String, kilobytes: Int) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k,mode=700", "tmpfs", path)
  }

  deinit { try? Self.run("umount", "-l", path) }

  package func resize(kilobytes: Int) throws { try Self.run("mount", "-o", "remount,size=\(kilobytes)k", path) }

  package func remount(readOnly: Bool) throws { try Self.run("mount", "-o", "remount,\(readOnly ? "ro" : "rw")", path) }

  private static func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CannotMount(reason: arguments.joined(separator: " "))
    }
  }
}
