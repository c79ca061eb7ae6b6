import Foundation
import Glibc

/// Where the bytes of a file come from, a part at a time: files of any size are read, and none is held in memory.
struct ByteSource {
  /// Puts the next bytes into a buffer that is not empty, and returns how many; 0 at the end, and only there.
  let read: (UnsafeMutableRawBufferPointer) throws -> Int

  init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.read = read
  }

  /// Bytes that are in memory.
  init(_ bytes: [UInt8]) {
    var start = 0
    self.init { buffer in
      let count = min(buffer.count, bytes.count - start)
      bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
      start += count
      return count
    }
  }

  /// An open file, from where it stands. It is the caller's to close, after the last read.
  init(descriptor: Int32, path: String) {
    self.init { buffer in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        if errno != EINTR {
          let reason = String(cString: strerror(errno))
          throw FileError(
            path: path,
            problems: [
              FileProblem(line: nil, field: "", found: "the error \"\(reason)\"", expected: "a file that can be read")
            ])
        }
      }
    }
  }
}
