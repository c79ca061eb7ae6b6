/// Reads the lines of a file of any size one after the other, as ``JSONLines`` does what is in memory: blank ones are left
/// out.
final class LineReader {
  enum Outcome: Equatable {
    /// A line, which is at hand until the next one is read.
    case line
    case refused(RefusedRow)
    case end
  }

  /// The longest line that is read, in bytes.
  static let longest = 1 << 22

  private var window: ByteWindow
  private var length = 0
  private var nextLine: Int
  private let longest: Int

  /// The number of the last line, from 1.
  private(set) var line: Int
  /// How many bytes of the file are behind the reader.
  var offset: Int { window.offset + length }
  /// The number of the next line, from 1.
  var followingLine: Int { nextLine }

  /// - Parameters:
  ///   - offset: how many bytes of the file were read before.
  ///   - line: the number of the line that comes next.
  init(
    _ source: ByteSource, offset: Int = 0, line: Int = 1, longest: Int = LineReader.longest, capacity: Int = 1 << 18
  ) {
    window = ByteWindow(source, offset: offset, capacity: capacity)
    self.longest = longest
    self.line = line
    nextLine = line
  }

  /// The last line, perhaps with its line break. It lasts until the next one is read.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(window.unread)[..<length])
  }

  func next() throws -> Outcome {
    while true {
      window.pass(length)
      length = 0
      line = nextLine
      guard let end = try findEnd() else { return .end }
      nextLine += 1
      if end > longest {
        try skip(from: end)
        return .refused(
          RefusedRow(line: line, detail: "expected a line of at most \(longest) bytes, found a longer one"))
      }
      length = end
      if line == 1, offset == end, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
        window.pass(3)
        length -= 3
      }
      if bytes.contains(where: { $0 > UInt8(ascii: " ") }) { return .line }
    }
  }

  /// How many bytes are up to the end of the line; more than ``longest`` where that is not in sight; nil at the end of the
  /// file.
  private func findEnd() throws -> Int? {
    var searched = 0
    while true {
      let unread = window.unread
      if let index = unread[searched...].firstIndex(of: UInt8(ascii: "\n")) { return index + 1 }
      if window.isAtEnd { return unread.isEmpty ? nil : unread.count }
      if unread.count > longest { return unread.count }
      searched = unread.count
      try window.fill()
    }
  }

  private func skip(from position: Int) throws {
    // Where the line is too long and whole, its break is the last byte.
    if window.unread[position - 1] == UInt8(ascii: "\n") { return window.pass(position) }
    window.pass(position)
    while true {
      let unread = window.unread
      if let index = unread.firstIndex(of: UInt8(ascii: "\n")) { return window.pass(index + 1) }
      window.passAll()
      if window.isAtEnd { return }
      try window.fill()
    }
  }
}
