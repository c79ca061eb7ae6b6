import Foundation
import Glibc

/// The file of an import, opened anew for each place that it is read from.
final class ImportFile {
  let format: ImportFormat
  /// Its length in bytes; nil where it is a pipe.
  let size: Int?
  /// When it was last changed, in seconds since 1970; nil where it is a pipe.
  let changedAt: Double?

  private let path: String
  private let descriptor: Int32
  private static let headLength = 65_536

  /// - Throws: ``FileError`` where it cannot be read.
  init(path: String, format: ImportFormat?) throws(FileError) {
    self.path = path
    descriptor = path == "-" ? dup(STDIN_FILENO) : Glibc.open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw FileError(
        path: path,
        problems: [FileProblem(line: nil, field: "", found: FileReason.reading(path), expected: "a file of customers")])
    }
    let isFile = status.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int(status.st_size) : nil
    changedAt = isFile ? Double(status.st_mtim.tv_sec) : nil
    let isObject = isFile && Self.first(descriptor) == UInt8(ascii: "{")
    self.format = format ?? ImportFormat(fileName: path) ?? (isObject ? .ndjson : .csv)
  }

  deinit {
    close(descriptor)
  }

  /// The file's bytes from an offset on; what was opened before is read no more.
  func open(_ offset: Int) throws -> ByteSource {
    if offset > 0 || size != nil {
      guard lseek(descriptor, offset, SEEK_SET) == offset else {
        throw ImportError("\(path) cannot be read from the middle on")
      }
    }
    return ByteSource(descriptor: descriptor, path: path)
  }

  /// What the standing of its import is kept under: another one for another file, another mapping or another date.
  func standingName(mapping: ImportMapping?, asOf: Double) -> String {
    var hash = ContentHash()
    var head = [UInt8](repeating: 0, count: Self.headLength)
    let count = size == nil ? 0 : pread(descriptor, &head, head.count, 0)
    hash.add(Array(head.prefix(max(0, count))))
    hash.add(Array("\(size ?? 0) \(format) \(asOf) \(mapping?.text ?? "")".utf8))
    return "import:" + hash.version
  }

  private static func first(_ descriptor: Int32) -> UInt8? {
    var byte: UInt8 = 0
    return pread(descriptor, &byte, 1, 0) == 1 ? byte : nil
  }
}
